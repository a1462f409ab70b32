namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Tickets: docs/reference/incident-iq-tickets.md and docs/reference/incident-iq-changes.md. Every method throws
/// <see cref="IncidentIqException"/> when the call fails, and <see cref="OperationCanceledException"/> only when the
/// caller's own token was cancelled; a write that was cancelled may have been carried out.
/// </summary>
public interface ITickets
{
    /// <summary>Files a ticket (<c>POST /tickets/new</c>). Never repeated: the API has no idempotency key.</summary>
    Task<Ticket> CreateAsync(NewTicket ticket, CancellationToken cancellationToken);

    /// <summary>Lists tickets (<c>POST /tickets?$s&amp;$p&amp;$o</c>), each filter checked again on this side.</summary>
    Task<Page<Ticket>> QueryAsync(TicketQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one ticket (<c>GET /tickets/{id}</c>).</summary>
    Task<Ticket> GetAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>Finds a ticket by exactly this number, trimmed and whatever its case; null when there is none.</summary>
    Task<Ticket?> FindByNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>
    /// Changes only the members that are set (<c>ApiFlags: OnlySetMappedProperties</c>; POST, or PUT where the site wants it).
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

    /// <summary>Assigns a user, a team, or both; what is null is left as it is (<c>POST /tickets/{id}/assign</c>).</summary>
    Task AssignAsync(Guid ticketId, Guid? userId, Guid? teamId, CancellationToken cancellationToken);

    /// <summary>Takes the assigned user off (<c>POST /tickets/{id}/unassign/user</c>).</summary>
    Task UnassignUserAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>Takes the assigned team off (<c>POST /tickets/{id}/unassign/team</c>).</summary>
    Task UnassignTeamAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a ticket a priority of this band (<c>POST /tickets/{id}/priority</c>). What the route's number means is open
    /// (docs/reference/incident-iq-changes.md, "Priorities"), so the ticket is read back, and changed by
    /// <see cref="UpdateAsync"/> where its score is of another band.
    /// </summary>
    Task SetPriorityAsync(Guid ticketId, Lookups.PriorityLevel level, CancellationToken cancellationToken);

    /// <summary>Says when a ticket is due; null takes the date away (<c>POST /tickets/{id}/due-dates</c>).</summary>
    Task SetDueAsync(Guid ticketId, DateTimeOffset? due, CancellationToken cancellationToken);

    /// <summary>Says who submitted a ticket and whom it is for (<c>POST /tickets/{id}/owner/{ownerId}/for/{requesterId}</c>).</summary>
    Task SetOwnerAndRequesterAsync(Guid ticketId, Guid ownerId, Guid requesterId, CancellationToken cancellationToken);

    /// <summary>The service level of a ticket (<c>GET /tickets/{id}/sla</c>); null when it has none.</summary>
    Task<TicketSla?> GetSlaAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>The devices linked to a ticket (<c>GET /tickets/{id}/assets</c>).</summary>
    Task<IReadOnlyList<TicketAsset>> GetAssetsAsync(Guid ticketId, CancellationToken cancellationToken);
}
