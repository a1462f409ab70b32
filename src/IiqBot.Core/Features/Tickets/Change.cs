using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>What was done to a ticket.</summary>
/// <param name="Say">What happened, as a sentence around the name of who did it.</param>
public sealed record Change(Func<string, string> Say)
{
    /// <summary>The sentence for where others read along, when it has to say less.</summary>
    public Func<string, string> SayToAll { get; init; } = Say;

    /// <summary>What was before, when it can be taken back; null otherwise.</summary>
    public TicketBefore? Before { get; init; }

    /// <summary>How a name was read that was typed with a slip in it; null when it was typed right.</summary>
    public string? Reading { get; init; }

    /// <summary>What others hear of it; null for nothing.</summary>
    public NewsKind? News { get; init; }

    /// <summary>The name that belongs to the news, of the new status or assignee; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>The note or comment that was written with it for everybody on the ticket; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The person it was assigned to; null for a team, and for other changes.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>Who was notified of the change that this undoes; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>Whether it changed the ticket's state: a comment or a note stops nobody else.</summary>
    public bool IsChange { get; init; } = true;
}
