using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What must be seen of a ticket at a glance: status, priority, overdue, urgent, sensitive.</summary>
internal static class TicketBadges
{
    /// <summary>The badges, status first. Each says in words what its tone says in colour.</summary>
    public static IReadOnlyList<Badge> Of(Ticket ticket, PriorityLevel? priority, DateTimeOffset now)
    {
        List<Badge> badges = [new(ticket.Step?.Name ?? (ticket.IsClosed ? Texts.StatusClosed : Texts.StatusOpen), ToneOf(ticket))];
        if (priority is not null)
            badges.Add(new(Texts.BadgePriority.With(priority.Name), ToneOf(priority)));
        if (!ticket.IsClosed && (ticket.IsPastDue || ticket.Due < now))
            badges.Add(new(Texts.BadgeOverdue, Tone.Attention));
        if (ticket.IsUrgent)
            badges.Add(new(Texts.BadgeUrgent, Tone.Attention));
        if (ticket.IsSensitive)
            badges.Add(new(Texts.BadgeSensitive, Tone.Warning));
        return badges;
    }

    /// <summary>The status, and of the others only what stands out: for a list, where "Low priority" on each row is noise.</summary>
    public static IReadOnlyList<Badge> Striking(Ticket ticket, PriorityLevel? priority, DateTimeOffset now) =>
        [.. Of(ticket, priority, now).Where((badge, index) => index == 0 || badge.Tone != Tone.Neutral)];

    private static Tone ToneOf(Ticket ticket)
    {
        var name = ticket.Step?.Name ?? "";
        if (ticket.IsClosed)
            return name.Contains("cancel", StringComparison.OrdinalIgnoreCase) ? Tone.Neutral : Tone.Good;
        return name.Contains("wait", StringComparison.OrdinalIgnoreCase) || name.Contains("hold", StringComparison.OrdinalIgnoreCase)
            ? Tone.Warning
            : Tone.Accent;
    }

    // Names and scores of bands are the site's own. The demo site's scores (docs/reference/incident-iq-changes.md,
    // "Priorities") set the marks.
    private static Tone ToneOf(PriorityLevel priority) =>
        priority.MinScore switch
        {
            >= 140 => Tone.Attention,
            >= 90 => Tone.Warning,
            _ => Tone.Neutral,
        };
}
