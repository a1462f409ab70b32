using Humanizer;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Shows the ticket of a typed line that the bot did not run because it may mean something else (<see cref="Doubt"/>). The answer
/// says that nothing was done and why, and offers the likely meanings as buttons.
/// </summary>
public sealed class ShowInstead(
    TicketDesk desk,
    TicketCard cards,
    InsteadActions actions,
    HandlerRegistry registry,
    IServiceProvider services
) : IRequestHandler
{
    private const int MostTickets = 5;
    private const int LongestQuoted = 60;

    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.ShowInstead, Access.Known);

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var asked = registry.Find(turn.Arguments[ArgumentNames.Asked]) ?? registry.Find(Verbs.ShowTicket)!;
        var doubt = Enum.TryParse<Doubt>(turn.Arguments[ArgumentNames.Why], out var why) ? why : Doubt.Words;
        if (doubt == Doubt.Several)
            return OneAtATime(turn, asked.Route);
        if (!asked.Route.Access.Allows(turn.Person))
            return Refusals.For(turn, asked.Route.Access);
        if (await desk.OpenAsync(turn, cancellationToken) is not { } opened)
            return TicketDesk.NotFound(turn);
        var sentence = SentenceOf(turn, doubt, opened.Ticket.Number);

        // If the text is too long for a button, keep it in the form.
        if (
            turn.Arguments.Values.Values.Any(value => value.Length > CardAction.LongestCarried)
            && asked.Handler.IsAssignableTo(typeof(IFormHandler))
        )
        {
            var handler = (IFormHandler)services.GetRequiredService(asked.Handler);
            return new BotResponse.FormErrors(await handler.FormAsync(turn, cancellationToken) with { Errors = Form.FailedAs(sentence) });
        }

        var offered = await actions.ForAsync(turn, opened, asked.Route, doubt, cancellationToken);
        var card = await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(sentence, Tone.Warning));
        return new BotResponse.Reply(
            card with
            {
                Actions = [.. offered, .. card.Actions.Where(action => !IsAmong(offered, action)).Select(Secondary)],
            }
        );
    }

    /// <summary>Asks which of several tickets is meant.</summary>
    internal static BotResponse OneAtATime(Turn turn, Route asked)
    {
        var numbers = (turn.Arguments[ArgumentNames.Tickets] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sentence = asked.Writes || turn.Arguments.Flag(TicketReference.Mentioned) ? Texts.OneTicketAtATime : Texts.WhichOfTheTickets;
        var verb = asked.Writes ? Verbs.ShowTicket : asked.Verb;
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.OneTicketAtATimeTitle,
                Summary = sentence,
                Body = [new CardElement.Notice(sentence, Tone.Warning)],
                Actions = [.. numbers.Take(MostTickets).Select(Show)],
            }
        )
        {
            IsRefusal = asked.Writes,
        };

        CardAction Show(string number) =>
            new CardAction.Press(Texts.ActionShowNumber.With(number), verb, Arguments.Of(TicketArguments.Ticket, number));
    }

    private static string SentenceOf(Turn turn, Doubt doubt, string number)
    {
        var words = turn.Arguments[ArgumentNames.DoubtfulWords] ?? "";
        if (words.Length > LongestQuoted)
            words = words.Truncate(LongestQuoted, "…");
        return doubt switch
        {
            Doubt.Unknown when words.Length > 0 => Texts.InsteadUnknown.With(words, number),
            Doubt.Unknown => Texts.InsteadUnsure.With(number),
            Doubt.Question => Texts.InsteadQuestion,
            Doubt.Negation => Texts.InsteadNegation.With(words),
            Doubt.Condition => Texts.InsteadCondition.With(words),
            Doubt.Later => Texts.InsteadLater.With(words),
            Doubt.Private => Texts.InsteadPrivate,
            _ => Texts.InsteadWords.With(words),
        };
    }

    private static bool IsAmong(IReadOnlyList<CardAction.Press> offered, CardAction action) =>
        action is CardAction.Press press && offered.Any(other => other.Verb == press.Verb && SaidIn(other).SetEquals(SaidIn(press)));

    private static HashSet<KeyValuePair<string, string>> SaidIn(CardAction.Press press) => [.. press.Arguments.Values];

    private static CardAction Secondary(CardAction action) =>
        action.Prominence == Prominence.Primary ? action with { Prominence = Prominence.Normal } : action;
}
