using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Combines the targets of a service level with their clocks, by name (docs/reference/incident-iq-changes.md, "Service levels").
/// </summary>
internal static class SlaMapping
{
    /// <summary>Returns null if the ticket has no service level.</summary>
    public static TicketSla? ToSla(this WireTicketSla wire)
    {
        if (wire.Sla is not { } sla)
            return null;
        var times = wire.SlaTimes ?? [];
        var metrics = sla.Metrics ?? [];
        var names = metrics
            .Select(m => m.Name)
            .Concat(times.Select(t => t.Name))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return new(
            sla.Name ?? "",
            [
                .. names.Select(name =>
                {
                    var time = Array.Find(times, t => Same(t.Name, name));
                    return new SlaTarget(
                        name,
                        Minutes(Array.Find(metrics, m => Same(m.Name, name))?.ValueInMinutes),
                        Minutes(time?.LogMinutes),
                        time?.IsRunning is true
                    );
                }),
            ]
        );
    }

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Minutes(double? minutes) => minutes is >= 0 and < 1e8 ? TimeSpan.FromMinutes(minutes.Value) : null;
}
