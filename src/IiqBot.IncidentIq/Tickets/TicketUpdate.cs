using IiqBot.IncidentIq.Content;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Changes members of a ticket. The guide says PUT, everything else says POST (docs/reference/incident-iq.md, "What is still open").
/// If one method gets a 405, the client switches to the other and remembers the one that worked.
/// </summary>
internal sealed class TicketUpdate(IncidentIqHttp http, IOptions<IncidentIqOptions> options)
{
    private const int MethodNotAllowed = 405;
    private volatile bool _isSwitched;

    /// <inheritdoc cref="ITickets.UpdateAsync"/>
    public async Task SendAsync(Guid ticketId, TicketChanges changes, CancellationToken cancellationToken)
    {
        if (changes == new TicketChanges())
            return;

        var body = new WireTicketWrite
        {
            Subject = changes.Subject,
            IssueDescription = changes.Description is { } text ? HtmlText.FromPlain(text) : null,
            IssueId = changes.IssueId,
            LocationId = changes.LocationId,
            LocationRoomId = changes.RoomId,
            IsUrgent = changes.IsUrgent,
            Priority = changes.PriorityScore,
            DeleteMissingCustomFieldValues = false,
        };
        var wasSwitched = _isSwitched;
        try
        {
            await SendAsync(ticketId, body, wasSwitched, cancellationToken);
        }
        catch (IncidentIqException e) when (e.StatusCode == MethodNotAllowed)
        {
            await SendAsync(ticketId, body, !wasSwitched, cancellationToken);
            _isSwitched = !wasSwitched;
        }
    }

    private Task<Envelope> SendAsync(Guid ticketId, WireTicketWrite body, bool isSwitched, CancellationToken cancellationToken)
    {
        var route = options.Value.UpdateByPut != isSwitched ? Routes.UpdateTicketByPut : Routes.UpdateTicket;
        return http.SendAsync(
            Call.To(route, ticketId).With(body, WireJson.Default.WireTicketWrite) with
            {
                OnlySetMembers = true,
            },
            cancellationToken
        );
    }
}
