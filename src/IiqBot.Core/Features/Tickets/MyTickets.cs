using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Identity;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The tickets that are for the asker, or that they submitted: open ones, or all.</summary>
public sealed class MyTickets(ITickets tickets, TicketList list, IOptions<IncidentIqOptions> options) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.mine";

    private const string All = "all";
    private const int MostRows = 100;
    private const int MostPages = MostRows / TicketList.PageSize;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["my tickets", "mine", "my", "tickets", "my requests"],
        Usage = () => new(Texts.UsageMine, Texts.MeaningMine),
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var page = Math.Min(TicketList.PageOf(turn), MostPages - 1);
        var all = turn.Arguments.Flag(All);

        // "For me" and "by me" are two lists on the server; to merge a page of them, each is read up to its end.
        var rows = (page + 1) * TicketList.PageSize;
        var forMe = QueryAsync(TicketFilter.Requester(turn.Person.Id), rows, all, cancellationToken);
        var byMe = QueryAsync(TicketFilter.SubmittedBy(turn.Person.Id), rows, all, cancellationToken);
        await Task.WhenAll(forMe, byMe);
        var merged = Merge(await forMe, await byMe, page);

        var other = new CardAction.Press(all ? Texts.ActionOpenOnly : Texts.ActionAlsoClosed, Verb, turn.Arguments.With(All, all ? null : "true").With(TicketList.PageArgument, 0));
        var file = new CardAction.Press(Texts.ActionFile, FileTicket.Verb, Requests.Arguments.None);
        return await list.AnswerAsync(
            turn, all ? Texts.ListMineAll : Texts.ListMine, merged,
            all ? Texts.ListMineNoneEver : Texts.ListMineNone, cancellationToken, other, file);
    }

    private Task<Page<Ticket>> QueryAsync(TicketFilter whose, int rows, bool all, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = all ? [whose] : [whose, TicketFilter.State(closed: false)],
                ProductIds = options.Value.ProductsInForce,
                PageSize = Math.Min(rows, MostRows),
            },
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
