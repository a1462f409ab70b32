using IiqBot.Core.Features.Notices;
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

    /// <summary>Who was told of the change that it takes back; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>Whether it changed the ticket's state: a comment or a note stops nobody else.</summary>
    public bool IsChange { get; init; } = true;
}

/// <summary>The state of a ticket before an act that can be taken back.</summary>
/// <param name="StepId">The workflow step, when the act changed it; null otherwise.</param>
/// <param name="ChangedAssignee">Whether the act changed who is assigned.</param>
/// <param name="AssigneeId">The technician before; null for nobody.</param>
/// <param name="TeamId">The team before; null for none.</param>
public sealed record TicketBefore(Guid? StepId, bool ChangedAssignee = false, Guid? AssigneeId = null, Guid? TeamId = null)
{
    /// <summary>The step that a ticket stands at; null when it is not known, so that nothing could be taken back.</summary>
    public static TicketBefore? StepOf(Ticket ticket) => ticket.Step is { } step ? new(step.Id) : null;

    /// <summary>Whether the act changed when the ticket is due.</summary>
    public bool ChangedDue { get; init; }

    /// <summary>When it was due before; null for no time.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The priority's score before, when the act changed it; null otherwise.</summary>
    public int? PriorityScore { get; init; }

    /// <summary>Who a ticket is assigned to.</summary>
    public static TicketBefore AssigneesOf(Ticket ticket) => new(null, ChangedAssignee: true, ticket.Assignee?.Id, ticket.Team?.Id);

    /// <summary>When a ticket is due.</summary>
    public static TicketBefore DueOf(Ticket ticket) => new(StepId: null) { ChangedDue = true, Due = ticket.Due };

    /// <summary>A ticket's priority; null when it has none, to which nothing leads back.</summary>
    public static TicketBefore? PriorityOf(Ticket ticket) => ticket.PriorityScore is { } score ? new(StepId: null) { PriorityScore = score } : null;
}
