using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Lists the open tickets assigned to the technician who asks.</summary>
public sealed class AssignedTickets(VisibleTickets tickets, TicketList list) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.AssignedTickets, Access.Agent)
        {
            Aliases = ["assigned to me", "assigned", "my queue", "queue", "my work"],
            Usage = () => new(Texts.UsageAssigned, Texts.MeaningAssigned),
            Button = () => Texts.ActionAssigned,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var page = await tickets.ListAsync(
            turn,
            [TicketFilter.AssignedTo(turn.Person.Id), TicketFilter.State(closed: false)],
            cancellationToken
        );
        return await list.AnswerAsync(
            turn,
            Texts.ListAssigned,
            page,
            Texts.ListAssignedNone,
            cancellationToken,
            new CardAction.Press(Texts.ActionOpenTickets, Verbs.OpenTickets, Arguments.None)
        );
    }
}
