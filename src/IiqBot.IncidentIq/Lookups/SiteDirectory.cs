using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Lookups;

/// <summary>Finds the site by its host name (docs/reference/incident-iq.md, "The site") and caches it.</summary>
internal sealed class SiteDirectory(IncidentIqHttp http, LookupCache cache, IOptions<IncidentIqOptions> options)
{
    /// <inheritdoc cref="ILookups.SiteAsync"/>
    public async Task<Site> GetAsync(CancellationToken cancellationToken) =>
        (await cache.GetAsync("site", options.Value.LookupLifetime, IncidentIqLookups.OldLists, LoadAsync, cancellationToken))!;

    private async Task<Site?> LoadAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var wire = await AskAsync(settings, cancellationToken);
        var zone =
            Zone(settings.TimeZone)
            ?? Zone(wire.IanaTimeZone)
            ?? Zone(wire.TimeZone)
            ?? throw new IncidentIqException(
                IncidentIqFailure.NotUnderstood,
                $"{Routes.Site}: the site names no time zone that is known; set {IncidentIqOptions.Section}:{nameof(settings.TimeZone)}."
            );
        return new Site(wire.SiteId ?? settings.SiteId!.Value, wire.Name ?? "", zone);
    }

    private async Task<WireSite> AskAsync(IncidentIqOptions settings, CancellationToken cancellationToken)
    {
        var route = Routes.Site;
        try
        {
            var envelope = await http.SendAsync(new Call(route, route.Fill(settings.BaseUrl!.Host)), cancellationToken);
            return envelope.One(WireJson.Default.WireSite) ?? new WireSite();
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.NotFound && settings.TimeZone is not null)
        {
            // Behind another host name the site cannot be found; then the settings supply what is needed.
            return new WireSite();
        }
    }

    private static TimeZoneInfo? Zone(string? id) =>
        id is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
