using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A change that was made to a ticket.</summary>
/// <param name="Say">Says what happened, as a sentence with the name of the person who did it.</param>
public sealed record Change(Func<string, string> Say)
{
    /// <summary>The sentence for shared conversations, if it has to say less.</summary>
    public Func<string, string> SayToAll { get; init; } = Say;

    /// <summary>The state before, if the change can be undone; otherwise null.</summary>
    public TicketBefore? Before { get; init; }

    /// <summary>How a misspelled name was understood; null if it was typed correctly.</summary>
    public string? Reading { get; init; }

    /// <summary>What others are notified of; null for nothing.</summary>
    public NewsKind? News { get; init; }

    /// <summary>The name for the notification, of the new status or assignee; null if there is none.</summary>
    public string? Words { get; init; }

    /// <summary>The public note or comment that was written with it; null if there is none.</summary>
    public string? Note { get; init; }

    /// <summary>The person it was assigned to; null for a team, and for other changes.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>The people who were notified of the change that this one undoes; null if nobody was.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>Whether it changed the ticket's state. A comment or a note does not, so it blocks nobody else's change.</summary>
    public bool IsChange { get; init; } = true;
}
