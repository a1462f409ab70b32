using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The badges of a ticket: status, priority, overdue, urgent, sensitive.</summary>
internal static class TicketBadges
{
    /// <summary>Returns the badges, status first. Each has the meaning of its color in its text as well.</summary>
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

    /// <summary>
    /// Returns the status and only those badges that stand out. For lists, where "Low priority" on each row would be noise.
    /// </summary>
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

    // Each site chooses the names and scores of its bands. The limits here come from the demo site's scores
    // (docs/reference/incident-iq-changes.md, "Priorities").
    private static Tone ToneOf(PriorityLevel priority) =>
        priority.MinScore switch
        {
            >= 140 => Tone.Attention,
            >= 90 => Tone.Warning,
            _ => Tone.Neutral,
        };
}
