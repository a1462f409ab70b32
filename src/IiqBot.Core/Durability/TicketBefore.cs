using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Durability;

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
