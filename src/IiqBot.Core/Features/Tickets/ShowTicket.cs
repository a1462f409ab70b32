using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Shows one ticket: by number, by a number or link in a sentence, or from a list.</summary>
public sealed class ShowTicket(TicketDesk desk, TicketCard cards, RecentTickets recent) : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "ticket.show";

    /// <summary>The argument that asks for all that the asker may see, privately.</summary>
    public const string Details = "details";

    /// <summary>The argument that asks to redraw the pressed card.</summary>
    public const string InPlace = "inplace";

    private const string UnknownVerb = "unknown";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Known)
    {
        Aliases = ["show", "ticket", "open", "view", "status"],
        Line = new(new LinePart.Filler("of"), new LinePart.Filler("ticket"), new LinePart.Ticket(TicketArguments.Ticket)),
        Usage = () => new(Texts.UsageShow, Texts.MeaningShow),
        Button = () => Texts.ActionShowTicket,
    };

    /// <summary>Arguments that show a ticket in place of carrying out a verb the bot no longer knows.</summary>
    public static Arguments AfterUnknownVerb(Guid ticketId) =>
        Arguments.None.With(TicketArguments.Ticket, ticketId).With(UnknownVerb, "true").With(InPlace, "true");

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments[TicketArguments.Ticket] is null) return await recent.AskAsync(turn, cancellationToken);
        var isPrivate = turn.Arguments.Flag(Details);
        var asked = isPrivate ? turn.Privately() : turn;
        var opened = await desk.OpenAsync(asked, cancellationToken);
        if (opened is null) return TicketDesk.NotFound(turn);
        CardElement.Notice[] notices = turn.Arguments.Flag(UnknownVerb) ? [new(Texts.UnknownVerbFreshCard, Tone.Warning)] : [];
        var card = await cards.DrawAsync(asked, opened, cancellationToken, notices);
        // What was drawn for one pair of eyes never takes the place of a card that others see, whatever a button says.
        return turn.Arguments.Flag(InPlace) && (!isPrivate || turn.IsOneToOne) ? new BotResponse.ReplaceCard(card) : new BotResponse.Reply(card) { IsPrivate = isPrivate };
    }
}
