using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>All open tickets, for technicians, newest change first.</summary>
public sealed class OpenTickets(ITickets tickets, TicketList list, IOptions<IncidentIqOptions> options) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.open";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["open tickets", "all open", "open ticket list", "list"],
        Usage = () => new(Texts.UsageOpen, Texts.MeaningOpen),
        Button = () => Texts.ActionOpenTickets,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var page = await tickets.QueryAsync(
            new TicketQuery
            {
                Filters = [TicketFilter.State(closed: false)],
                ProductIds = options.Value.ProductsInForce,
                PageIndex = TicketList.PageOf(turn),
                PageSize = TicketList.PageSize,
            },
            cancellationToken);
        return await list.AnswerAsync(
            turn, Texts.ListOpen, page, Texts.ListOpenNone, cancellationToken,
            new CardAction.Press(Texts.ActionAssigned, AssignedTickets.Verb, Requests.Arguments.None),
            new CardAction.Press(Texts.ActionSearch, SearchTickets.Verb, Requests.Arguments.None));
    }
}
