using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Asks which ticket is meant, and offers the most likely ones: a technician's assigned tickets, or a requester's own.</summary>
public sealed class RecentTickets(ITickets tickets, OwnTickets own, TicketList list, IOptions<IncidentIqOptions> options)
{
    /// <summary>Returns the question.</summary>
    public async Task<BotResponse> AskAsync(Turn turn, CancellationToken cancellationToken)
    {
        TicketPage page = turn.Person.IsAgent
            ? await AssignedAsync(turn, cancellationToken)
            : await own.QueryAsync(turn, [], cancellationToken);
        if (page.Rows.Items.Count == 0)
            return TicketDesk.NotFound(turn);
        var search = new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None);
        return await list.AnswerAsync(turn, Texts.TicketWhichTitle, page, Texts.ListMineNoneEver, cancellationToken, search);
    }

    private Task<Page<Ticket>> AssignedAsync(Turn turn, CancellationToken cancellationToken) =>
        tickets.QueryAsync(
            new TicketQuery
            {
                Filters = [TicketFilter.AssignedTo(turn.Person.Id), TicketFilter.State(closed: false)],
                ProductIds = options.Value.ProductsInForce,
                PageIndex = TicketList.PageOf(turn),
                PageSize = TicketList.PageSize,
            },
            cancellationToken
        );
}
