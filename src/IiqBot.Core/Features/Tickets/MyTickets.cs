using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Lists tickets that are for the asker, or that they submitted: open ones, or all.</summary>
public sealed class MyTickets(OwnTickets own, TicketList list) : IRequestHandler
{
    private const string All = "all";

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.MyTickets, Access.Known)
        {
            Aliases = ["my tickets", "mine", "my", "tickets", "my requests", "mis tickets", "mis solicitudes"],
            Usage = () => new(Texts.UsageMine, Texts.MeaningMine),
            Button = () => Texts.ActionMyTickets,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var all = turn.Arguments.Flag(All);
        var page = await own.QueryAsync(turn, all ? [] : [TicketFilter.State(closed: false)], cancellationToken);
        var other = new CardAction.Press(
            all ? Texts.ActionOpenOnly : Texts.ActionAlsoClosed,
            Verbs.MyTickets,
            turn.Arguments.With(All, all ? null : "true").With(TicketList.PageArgument, 0)
        );
        var file = new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.None);
        return await list.AnswerAsync(
            turn,
            all ? Texts.ListMineAll : Texts.ListMine,
            page,
            all ? Texts.ListMineNoneEver : Texts.ListMineNone,
            cancellationToken,
            other,
            file
        );
    }
}
