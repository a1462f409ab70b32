using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Durability;

/// <summary>A ticket's state before a change that can be undone.</summary>
/// <param name="StepId">The workflow step, if the act changed it; null otherwise.</param>
/// <param name="ChangedAssignee">Whether the act changed the assignee.</param>
/// <param name="AssigneeId">The technician assigned before; null for nobody.</param>
/// <param name="TeamId">The team assigned before; null for none.</param>
public sealed record TicketBefore(Guid? StepId, bool ChangedAssignee = false, Guid? AssigneeId = null, Guid? TeamId = null)
{
    /// <summary>A ticket's step; null if it is not known, because then nothing could be undone.</summary>
    public static TicketBefore? StepOf(Ticket ticket) => ticket.Step is { } step ? new(step.Id) : null;

    /// <summary>Whether the act changed the due date.</summary>
    public bool ChangedDue { get; init; }

    /// <summary>The due date before; null for none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The priority's score before, if the act changed it; null otherwise.</summary>
    public int? PriorityScore { get; init; }

    /// <summary>A ticket's assignees.</summary>
    public static TicketBefore AssigneesOf(Ticket ticket) => new(null, ChangedAssignee: true, ticket.Assignee?.Id, ticket.Team?.Id);

    /// <summary>A ticket's due date.</summary>
    public static TicketBefore DueOf(Ticket ticket) => new(StepId: null) { ChangedDue = true, Due = ticket.Due };

    /// <summary>A ticket's priority; null if it has none, because nothing can restore that.</summary>
    public static TicketBefore? PriorityOf(Ticket ticket) =>
        ticket.PriorityScore is { } score ? new(StepId: null) { PriorityScore = score } : null;
}
