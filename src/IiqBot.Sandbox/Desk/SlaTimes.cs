using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Desk;

/// <summary>One target of a service level agreement and how much of it a ticket has used.</summary>
internal sealed record SlaTime(Guid MetricId, string Name, int TargetMinutes, int UsedMinutes, bool IsRunning)
{
    public string State =>
        UsedMinutes > TargetMinutes ? "breached"
        : UsedMinutes * 5 > TargetMinutes * 4 ? "approaching"
        : "within";
}

/// <summary>Counts the minutes, around the clock for simplicity.</summary>
internal static class SlaTimes
{
    public static SlaTime? Response(Ticket ticket, DateTimeOffset now) =>
        Of(ticket) is { } sla
            ? Count(sla.ResponseMetricId, "Response Time", sla.ResponseMinutes, ticket, ticket.Started ?? ticket.Closed, now)
            : null;

    public static SlaTime? Resolution(Ticket ticket, DateTimeOffset now) =>
        Of(ticket) is { } sla ? Count(sla.ResolutionMetricId, "Resolution Time", sla.ResolutionMinutes, ticket, ticket.Closed, now) : null;

    public static Sla? Of(Ticket ticket) => SiteLists.Slas.FirstOrDefault(sla => sla.SlaId == ticket.SlaId);

    private static SlaTime Count(Guid metric, string name, int target, Ticket ticket, DateTimeOffset? end, DateTimeOffset now) =>
        new(metric, name, target, (int)((end ?? now) - ticket.Created).TotalMinutes, end is null);
}
