using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>Tickets over HTTP.</summary>
internal sealed class IncidentIqTickets(
    IncidentIqHttp http,
    TicketSearch search,
    TicketMapping mapping,
    TicketUpdate update,
    IOptions<IncidentIqOptions> options
) : ITickets
{
    public async Task<Ticket> CreateAsync(NewTicket ticket, CancellationToken cancellationToken)
    {
        // Load the time zone before writing: if the dates could not be read afterwards, a filed ticket would look like a failure.
        await mapping.DatesAsync(cancellationToken);
        var product = ticket.Issue.ProductId ?? options.Value.ProductsInForce[0];
        var body = new WireTicketWrite
        {
            Subject = ticket.Subject,
            IssueDescription = HtmlText.FromPlain(ticket.Description),
            ForId = ticket.RequesterId,
            IssueId = ticket.Issue.Id,
            IssueTypeId = ticket.Issue.TypeId,
            IssueCategoryId = ticket.Issue.CategoryId,
            LocationId = ticket.LocationId,
            LocationRoomId = ticket.RoomId,
            LocationDetails = ticket.LocationDetails,
            ProductId = product,
            SourceId = 1,
            IsUrgent = ticket.IsUrgent,
        };
        var call = Call.To(Routes.CreateTicket).With(body, WireJson.Default.WireTicketWrite) with { ProductId = product };
        return await mapping.MapAsync(await http.SendAsync(call, cancellationToken), null, cancellationToken);
    }

    public Task<Page<Ticket>> QueryAsync(TicketQuery query, CancellationToken cancellationToken) =>
        search.QueryAsync(query, cancellationToken);

    public Task<Ticket?> FindByNumberAsync(string number, CancellationToken cancellationToken) =>
        search.FindByNumberAsync(number, cancellationToken);

    public async Task<Ticket> GetAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var envelope = await http.SendAsync(Call.To(Routes.GetTicket, ticketId), cancellationToken);
        return await mapping.MapAsync(envelope, ticketId, cancellationToken);
    }

    public Task UpdateAsync(Guid ticketId, TicketChanges changes, CancellationToken cancellationToken) =>
        update.SendAsync(ticketId, changes, cancellationToken);

    public Task SetStatusAsync(Guid ticketId, Guid workflowStepId, CancellationToken cancellationToken) =>
        ReachAsync(ticketId, Call.To(Routes.SetStatus, ticketId, workflowStepId), t => t.Step?.Id == workflowStepId, cancellationToken);

    public Task CloseAsync(Guid ticketId, Guid? closeReasonId, CancellationToken cancellationToken) =>
        ReachAsync(
            ticketId,
            Call.To(Routes.Close, ticketId).With(new(closeReasonId), WireJson.Default.WireClose),
            t => t.IsClosed,
            cancellationToken
        );

    public Task CancelAsync(Guid ticketId, Guid? closeReasonId, CancellationToken cancellationToken) =>
        ReachAsync(
            ticketId,
            Call.To(Routes.Cancel, ticketId).With(new(closeReasonId), WireJson.Default.WireClose),
            t => t.IsClosed,
            cancellationToken
        );

    public Task AssignAsync(Guid ticketId, Guid? userId, Guid? teamId, CancellationToken cancellationToken) =>
        ReachAsync(
            ticketId,
            Call.To(Routes.Assign, ticketId).With(new(ticketId, userId, teamId), WireJson.Default.WireAssign),
            t =>
                (userId is not null || teamId is not null)
                && (userId is null || t.Assignee?.Id == userId)
                && (teamId is null || t.Team?.Id == teamId),
            cancellationToken
        );

    public Task UnassignUserAsync(Guid ticketId, CancellationToken cancellationToken) =>
        ReachAsync(ticketId, Call.To(Routes.UnassignUser, ticketId), t => t.Assignee is null, cancellationToken);

    public Task UnassignTeamAsync(Guid ticketId, CancellationToken cancellationToken) =>
        ReachAsync(ticketId, Call.To(Routes.UnassignTeam, ticketId), t => t.Team is null, cancellationToken);

    public async Task SetPriorityAsync(Guid ticketId, PriorityLevel level, CancellationToken cancellationToken)
    {
        // The documented example of the lowest band sends its greatest score; the lowest score of that band makes no sense.
        var score = level.MinScore > 0 ? level.MinScore : level.MaxScore;
        await http.SendAsync(
            Call.To(Routes.SetPriority, ticketId).With(new(ticketId, score, level.Id), WireJson.Default.WirePriorityRequest),
            cancellationToken
        );
        var now = (await GetAsync(ticketId, cancellationToken)).PriorityScore;
        if (now is null || now < level.MinScore || now > level.MaxScore)
            await update.SendAsync(ticketId, new TicketChanges { PriorityScore = score }, cancellationToken);
    }

    public Task SetDueAsync(Guid ticketId, DateTimeOffset? due, CancellationToken cancellationToken) =>
        http.SendAsync(Call.To(Routes.SetDue, ticketId).With(WireDueDate.At(due), WireJson.Default.WireDueDate), cancellationToken);

    public Task SetOwnerAndRequesterAsync(Guid ticketId, Guid ownerId, Guid requesterId, CancellationToken cancellationToken) =>
        http.SendAsync(Call.To(Routes.SetOwner, ticketId, ownerId, requesterId), cancellationToken);

    public async Task<TicketSla?> GetSlaAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        try
        {
            var envelope = await http.SendAsync(Call.To(Routes.Sla, ticketId), cancellationToken);
            return envelope.One(WireJson.Default.WireTicketSla)?.ToSla();
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<TicketAsset>> GetAssetsAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var envelope = await http.SendAsync(Call.To(Routes.Assets, ticketId), cancellationToken);
        var rows = envelope.Many(WireJson.Default.WireTicketAsset);
        return [.. rows.Select(a => new TicketAsset(a.AssetId, a.AssetTag, a.SerialNumber, a.ModelName))];
    }

    /// <summary>
    /// Brings a ticket to a state. Incident IQ answers 400 if the ticket is already there (docs/reference/incident-iq-changes.md,
    /// "Assignment"), so a retry after a lost answer always gets a 400. Then this method reads the ticket to see whether it is in
    /// that state.
    /// </summary>
    private async Task ReachAsync(Guid ticketId, Call call, Func<Ticket, bool> isReached, CancellationToken cancellationToken)
    {
        try
        {
            await http.SendAsync(call, cancellationToken);
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.Invalid)
        {
            if (!await IsReachedAsync())
                throw;
        }

        async Task<bool> IsReachedAsync()
        {
            try
            {
                return isReached(await GetAsync(ticketId, cancellationToken));
            }
            catch (IncidentIqException)
            {
                // The caller reports the refusal, which says more than the failure of this check.
                return false;
            }
        }
    }
}
