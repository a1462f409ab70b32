using System.ComponentModel.DataAnnotations;

namespace IiqBot.IncidentIq;

/// <summary>Where Incident IQ is and how to speak to it. One deployment serves one site.</summary>
public sealed class IncidentIqOptions
{
    /// <summary>The section of the settings.</summary>
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

    /// <summary>The products whose tickets people may see; by default Ticketing only (docs/reference/incident-iq.md, "Products").</summary>
    public IList<Guid> ProductIds { get; } = [];

    /// <summary>Whether an update goes by PUT, as the guide says, instead of POST, which is all that has been seen to work.</summary>
    public bool UpdateByPut { get; set; }

    /// <summary>
    /// Whether dates without an offset are UTC instead of the site's local time (docs/reference/incident-iq.md, "Dates").
    /// </summary>
    public bool DatesAreUtc { get; set; }

    /// <summary>The site's time zone, for example <c>America/New_York</c>; null asks the site itself.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How long one attempt of a call may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// How old lists (locations, issues, workflows, …) become before they are renewed; the old ones are used meanwhile, for up to a day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookupLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long what is known of a person is kept in memory; rights are never older than this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan UserLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Ticketing's product id, the same on every site.</summary>
    public static readonly Guid TicketingProductId = Guid.Parse("88df910c-91aa-e711-80c2-0004ffa00010");

    /// <summary>The products in force: those set, or Ticketing.</summary>
    public IReadOnlyList<Guid> ProductsInForce => ProductIds.Count > 0 ? [.. ProductIds] : [TicketingProductId];
}
