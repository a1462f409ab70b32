using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>The open tickets assigned to the asking technician.</summary>
public sealed class AssignedTickets(ITickets tickets, TicketList list, IOptions<IncidentIqOptions> options) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "tickets.assigned";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Agent)
    {
        Aliases = ["assigned to me", "assigned", "my queue", "queue", "my work"],
        Usage = () => new(Texts.UsageAssigned, Texts.MeaningAssigned),
        Button = () => Texts.ActionAssigned,
    };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var page = await tickets.QueryAsync(
            new TicketQuery
            {
                Filters = [TicketFilter.AssignedTo(turn.Person.Id), TicketFilter.State(closed: false)],
                ProductIds = options.Value.ProductsInForce,
                PageIndex = TicketList.PageOf(turn),
                PageSize = TicketList.PageSize,
            },
            cancellationToken);
        return await list.AnswerAsync(
            turn, Texts.ListAssigned, page, Texts.ListAssignedNone, cancellationToken,
            new CardAction.Press(Texts.ActionOpenTickets, OpenTickets.Verb, Requests.Arguments.None));
    }
}
