using System.ComponentModel.DataAnnotations;

namespace IiqBot.IncidentIq;

/// <summary>How to reach Incident IQ. One deployment serves one site.</summary>
public sealed class IncidentIqOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "IncidentIq";

    /// <summary>The site's address, for example <c>https://district.incidentiq.com</c>; no path.</summary>
    [Required]
    public Uri? BaseUrl { get; set; }

    /// <summary>The site's id, from Admin › Developer Tools.</summary>
    [Required]
    public Guid? SiteId { get; set; }

    /// <summary>The service account's token, from Admin › Developer Tools. Never logged.</summary>
    [Required]
    public string? ApiToken { get; set; }

    /// <summary>
    /// The products whose tickets people may see; Ticketing only, by default (docs/reference/incident-iq.md, "Products").
    /// </summary>
    public IList<Guid> ProductIds { get; } = [];

    /// <summary>
    /// Whether to update tickets with PUT, as the guide says, instead of POST, the only method that has been seen to work.
    /// </summary>
    public bool UpdateByPut { get; set; }

    /// <summary>
    /// Whether dates without an offset are UTC instead of the site's local time (docs/reference/incident-iq.md, "Dates").
    /// </summary>
    public bool DatesAreUtc { get; set; }

    /// <summary>The site's time zone, for example <c>America/New_York</c>; if null, the client asks the site.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How long one attempt of a call may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How old cached lists (locations, issues, workflows, …) may become before they are refreshed. Until the refresh succeeds, the
    /// old list is used, for up to a day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookupLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long data about a person is cached. Permissions are never older than this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan UserLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The id of the product Ticketing, the same on every site.</summary>
    public static readonly Guid TicketingProductId = Guid.Parse("88df910c-91aa-e711-80c2-0004ffa00010");

    /// <summary>The products that apply: the configured ones, or Ticketing.</summary>
    public IReadOnlyList<Guid> ProductsInForce => ProductIds.Count > 0 ? [.. ProductIds] : [TicketingProductId];
}
