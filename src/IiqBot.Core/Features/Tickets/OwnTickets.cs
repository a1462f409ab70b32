using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Tickets that are for a person, or that they submitted. On the server, these are two lists. (Followed tickets cannot be listed:
/// that facet means the owner of the token.)
/// </summary>
public sealed class OwnTickets(ITickets tickets, TicketDesk desk, IOptions<IncidentIqOptions> options)
{
    private const int MostRows = 100;
    private const int MostPages = MostRows / TicketList.PageSize;

    /// <summary>Returns the requested page of the person's tickets that match the filters.</summary>
    public async Task<TicketPage> QueryAsync(Turn turn, IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken)
    {
        var page = Math.Min(TicketList.PageOf(turn), MostPages - 1);

        // Read both lists completely if possible, to count the tickets here: the server may have ignored the filter.
        var forMe = QueryAsync([TicketFilter.Requester(turn.Person.Id), .. filters], cancellationToken);
        var byMe = QueryAsync([TicketFilter.SubmittedBy(turn.Person.Id), .. filters], cancellationToken);
        await Task.WhenAll(forMe, byMe);
        return Merge(turn, await forMe, await byMe, page);
    }

    private Task<Page<Ticket>> QueryAsync(IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = filters,
                ProductIds = options.Value.ProductsInForce,
                PageSize = MostRows,
                HandsOutOutside = true,
            },
            cancellationToken
        );

    private TicketPage Merge(Turn turn, Page<Ticket> forMe, Page<Ticket> byMe, int page)
    {
        var all = forMe
            .Items.Concat(byMe.Items)
            .DistinctBy(ticket => ticket.Id)
            .Where(ticket => desk.RightsOf(turn.Privately(), ticket).CanSee)
            .OrderByDescending(ticket => ticket.Modified)
            .ToList();

        // The server counts tickets in both lists twice. If it ignores the filter, it also counts other people's tickets.
        var rows = new Page<Ticket>(
            [.. all.Skip(page * TicketList.PageSize).Take(TicketList.PageSize)],
            all.Count,
            page,
            TicketList.PageSize
        )
        {
            Outside = [.. forMe.Outside.Concat(byMe.Outside).DistinctBy(ticket => ticket.Id)],
            Unreadable = Math.Max(forMe.Unreadable, byMe.Unreadable), // most tickets are in both lists
        };
        return new(rows) { IsAtLeast = !(forMe.IsWhole && byMe.IsWhole), MostPages = MostPages };
    }
}
