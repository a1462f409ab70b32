namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Tickets: docs/reference/incident-iq-tickets.md and docs/reference/incident-iq-changes.md. Every method throws
/// <see cref="IncidentIqException"/> if the call fails, and <see cref="OperationCanceledException"/> only if the caller's own token
/// was cancelled. A cancelled write may have taken effect.
/// </summary>
public interface ITickets
{
    /// <summary>Files a ticket (<c>POST /tickets/new</c>). Never retried, because the API has no idempotency key.</summary>
    Task<Ticket> CreateAsync(NewTicket ticket, CancellationToken cancellationToken);

    /// <summary>Lists tickets (<c>POST /tickets?$s&amp;$p&amp;$o</c>). The client checks each filter again.</summary>
    Task<Page<Ticket>> QueryAsync(TicketQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one ticket (<c>GET /tickets/{id}</c>).</summary>
    Task<Ticket> GetAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>Finds the ticket with exactly this number; case and surrounding blanks do not matter. Null if there is none.</summary>
    Task<Ticket?> FindByNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>
    /// Changes only the members that are set (<c>ApiFlags: OnlySetMappedProperties</c>; POST, or PUT if the site requires it).
    /// </summary>
    Task UpdateAsync(Guid ticketId, TicketChanges changes, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a ticket to a workflow step (<c>POST /tickets/{id}/status/{stepId}</c>). Reopening is a move to an open step.
    /// </summary>
    Task SetStatusAsync(Guid ticketId, Guid workflowStepId, CancellationToken cancellationToken);

    /// <summary>Resolves a ticket (<c>POST /tickets/{id}/close</c>).</summary>
    Task CloseAsync(Guid ticketId, Guid? closeReasonId, CancellationToken cancellationToken);

    /// <summary>Cancels a ticket (<c>POST /tickets/{id}/cancel</c>).</summary>
    Task CancelAsync(Guid ticketId, Guid? closeReasonId, CancellationToken cancellationToken);

    /// <summary>Assigns a user, a team, or both; null leaves that side unchanged (<c>POST /tickets/{id}/assign</c>).</summary>
    Task AssignAsync(Guid ticketId, Guid? userId, Guid? teamId, CancellationToken cancellationToken);

    /// <summary>Removes the assigned user (<c>POST /tickets/{id}/unassign/user</c>).</summary>
    Task UnassignUserAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>Removes the assigned team (<c>POST /tickets/{id}/unassign/team</c>).</summary>
    Task UnassignTeamAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the priority to this band (<c>POST /tickets/{id}/priority</c>). It is not clear what the route's number means
    /// (docs/reference/incident-iq-changes.md, "Priorities"), so this method reads the ticket again, and calls
    /// <see cref="UpdateAsync"/> if the score is in another band.
    /// </summary>
    Task SetPriorityAsync(Guid ticketId, Lookups.PriorityLevel level, CancellationToken cancellationToken);

    /// <summary>Sets the due date; null removes it (<c>POST /tickets/{id}/due-dates</c>).</summary>
    Task SetDueAsync(Guid ticketId, DateTimeOffset? due, CancellationToken cancellationToken);

    /// <summary>Sets the owner and the requester of a ticket (<c>POST /tickets/{id}/owner/{ownerId}/for/{requesterId}</c>).</summary>
    Task SetOwnerAndRequesterAsync(Guid ticketId, Guid ownerId, Guid requesterId, CancellationToken cancellationToken);

    /// <summary>Returns the service level of a ticket (<c>GET /tickets/{id}/sla</c>); null if it has none.</summary>
    Task<TicketSla?> GetSlaAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>Returns the devices linked to a ticket (<c>GET /tickets/{id}/assets</c>).</summary>
    Task<IReadOnlyList<TicketAsset>> GetAssetsAsync(Guid ticketId, CancellationToken cancellationToken);
}
