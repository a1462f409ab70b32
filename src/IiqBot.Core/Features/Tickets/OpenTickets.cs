using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Lists all open tickets, for technicians, last changed first.</summary>
public sealed class OpenTickets(VisibleTickets tickets, TicketList list) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.OpenTickets, Access.Agent)
        {
            Aliases = ["open tickets", "all open", "open ticket list", "list"],
            Usage = () => new(Texts.UsageOpen, Texts.MeaningOpen),
            Button = () => Texts.ActionOpenTickets,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var page = await tickets.ListAsync(turn, [TicketFilter.State(closed: false)], cancellationToken);
        return await list.AnswerAsync(
            turn,
            Texts.ListOpen,
            page,
            Texts.ListOpenNone,
            cancellationToken,
            new CardAction.Press(Texts.ActionAssigned, Verbs.AssignedTickets, Arguments.None),
            new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None)
        );
    }
}
