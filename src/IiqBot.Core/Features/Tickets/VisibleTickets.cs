using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// All tickets that match the filters, for technicians. A ticket that a technician may not see leaves no trace: no row, no count, no
/// gap. The words in a sensitive ticket, or its school, are themselves sensitive, so it appears only in a person's own lists.
/// </summary>
public sealed class VisibleTickets(ITickets tickets, TicketDesk desk, IOptions<IncidentIqOptions> options)
{
    private const int MostRows = 100;
    private const int MostPages = MostRows / TicketList.PageSize;

    /// <summary>
    /// Returns the requested page, paged and counted by the server. For filters that reveal nothing about a single ticket.
    /// </summary>
    public async Task<TicketPage> ListAsync(Turn turn, IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken) =>
        await ReadAsync(turn, filters, TicketList.PageOf(turn), TicketList.PageSize, cancellationToken);

    /// <summary>
    /// Returns the requested page, for filters that a person could use to find out about a single ticket. The bot counts only the
    /// rows that the person may see. The server's count may include other tickets if it ignores the filter that excludes them.
    /// </summary>
    public async Task<TicketPage> SearchAsync(Turn turn, IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken)
    {
        if (turn.Person.IsAdministrator)
            return await ListAsync(turn, filters, cancellationToken);
        var all = await ReadAsync(turn, filters, 0, MostRows, cancellationToken);
        var visible = all.Items.Where(ticket => desk.RightsOf(turn.Privately(), ticket).CanSee).ToList();
        var page = Math.Min(TicketList.PageOf(turn), MostPages - 1);
        var rows = new Page<Ticket>(
            [.. visible.Skip(page * TicketList.PageSize).Take(TicketList.PageSize)],
            visible.Count,
            page,
            TicketList.PageSize
        )
        {
            Outside = all.Outside,
            Unreadable = all.Unreadable,
        };
        return new(rows) { IsAtLeast = !all.IsWhole, MostPages = MostPages };
    }

    private Task<Page<Ticket>> ReadAsync(
        Turn turn,
        IReadOnlyList<TicketFilter> filters,
        int page,
        int size,
        CancellationToken cancellationToken
    ) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = turn.Person.IsAdministrator || AreOwn(turn, filters) ? filters : [.. filters, TicketFilter.Sensitive(false)],
                ProductIds = options.Value.ProductsInForce,
                PageIndex = page,
                PageSize = size,
                HandsOutOutside = true,
            },
            cancellationToken
        );

    // A sensitive ticket is visible to its requester and its assignee.
    private static bool AreOwn(Turn turn, IReadOnlyList<TicketFilter> filters) =>
        filters.Any(filter =>
            filter.Id == turn.Person.Id
            && (
                filter.Facet == TicketFilter.AssignedTo(turn.Person.Id).Facet
                || filter.Facet == TicketFilter.Requester(turn.Person.Id).Facet
            )
        );
}
