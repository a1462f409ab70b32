using IiqBot.Core.Dispatch;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// The tickets that are for a person, or that they submitted. "For me" and "by me" are two lists on the server. (Those one
/// follows cannot be asked for: the facet means whom the token belongs to.)
/// </summary>
public sealed class OwnTickets(ITickets tickets, IOptions<IncidentIqOptions> options)
{
    private const int MostRows = 100;
    private const int MostPages = MostRows / TicketList.PageSize;

    /// <summary>The page that the turn asks for, of its person's tickets that satisfy the filters.</summary>
    public async Task<TicketPage> QueryAsync(Turn turn, IReadOnlyList<TicketFilter> filters, CancellationToken cancellationToken)
    {
        var page = Math.Min(TicketList.PageOf(turn), MostPages - 1);

        // To merge a page of them, each is read up to its end.
        var rows = (page + 1) * TicketList.PageSize;
        var forMe = QueryAsync([TicketFilter.Requester(turn.Person.Id), .. filters], rows, cancellationToken);
        var byMe = QueryAsync([TicketFilter.SubmittedBy(turn.Person.Id), .. filters], rows, cancellationToken);
        await Task.WhenAll(forMe, byMe);
        return Merge(await forMe, await byMe, page);
    }

    private Task<Page<Ticket>> QueryAsync(IReadOnlyList<TicketFilter> filters, int rows, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery { Filters = filters, ProductIds = options.Value.ProductsInForce, PageSize = Math.Min(rows, MostRows) },
            cancellationToken);

    private static TicketPage Merge(Page<Ticket> forMe, Page<Ticket> byMe, int page)
    {
        var all = forMe.Items.Concat(byMe.Items)
            .DistinctBy(ticket => ticket.Id)
            .OrderByDescending(ticket => ticket.Modified)
            .ToList();

        // What both lists hold is counted twice on the server. As far as both were read in full, the merged rows tell the truth.
        var readInFull = forMe.Items.Count >= forMe.TotalRows && byMe.Items.Count >= byMe.TotalRows;
        var total = readInFull ? all.Count : Math.Max(Math.Max(forMe.TotalRows, byMe.TotalRows), all.Count);
        var rows = new Page<Ticket>([.. all.Skip(page * TicketList.PageSize).Take(TicketList.PageSize)], total, page, TicketList.PageSize)
        {
            OutsideFilter = forMe.OutsideFilter + byMe.OutsideFilter,
        };
        return new(rows) { IsAtLeast = !readInFull, MostPages = MostPages };
    }
}
