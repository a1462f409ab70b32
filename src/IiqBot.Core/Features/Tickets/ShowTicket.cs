using IiqBot.Core.Model;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Shows one ticket, named by its number, by a number or link in a sentence, or picked from a list.</summary>
public sealed class ShowTicket(TicketDesk desk, TicketCard cards, RecentTickets recent) : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ShowTicket, Access.Known)
        {
            Aliases = ["show", "ticket", "open", "view", "status"],
            Line = new(new LinePart.Filler("of"), new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
            Usage = () => new(Texts.UsageShow, Texts.MeaningShow),
            Button = () => Texts.ActionShowTicket,
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments[TicketArguments.Ticket] is null)
            return await recent.AskAsync(turn, cancellationToken);
        var isPrivate = turn.Arguments.Flag(ArgumentNames.Details);
        var asked = isPrivate ? turn.Privately() : turn;
        var opened = await desk.OpenAsync(asked, cancellationToken);
        if (opened is null)
            return TicketDesk.NotFound(turn);
        CardElement.Notice[] notices = turn.Arguments.Flag(ArgumentNames.UnknownVerb)
            ? [new(Texts.UnknownVerbFreshCard, Tone.Warning)]
            : [];
        var card = await cards.DrawAsync(asked, opened, cancellationToken, notices);
        // A private card never replaces one that others see, whatever the button's arguments say.
        return turn.Arguments.Flag(ArgumentNames.InPlace) && (!isPrivate || turn.IsOneToOne)
            ? new BotResponse.ReplaceCard(card)
            : new BotResponse.Reply(card) { IsPrivate = isPrivate };
    }
}
