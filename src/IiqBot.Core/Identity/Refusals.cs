using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Identity;

/// <summary>What people are told who may not do what they asked for: what to do next, and nothing else.</summary>
internal static class Refusals
{
    private static CardAction.Press HelpButton => new(Texts.ActionHelp, Help.Verb, Arguments.None);

    /// <summary>The answer to somebody who is not let in.</summary>
    public static BotResponse For(Refusal reason) => Tell(reason switch
    {
        Refusal.Guest => Texts.RefusedGuest,
        Refusal.NoEmail => Texts.RefusedNoEmail,
        Refusal.ForeignDomain => Texts.RefusedForeignDomain,
        Refusal.NoAccount => Texts.RefusedNoAccount,
        Refusal.RoleRefused => Texts.RefusedRole,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    }, [HelpButton]);

    /// <summary>The answer to somebody whose role does not allow a route.</summary>
    public static BotResponse For(Turn turn, Access access) => Tell(
        access == Access.Administrator ? Texts.RefusedNotAdministrator : turn.Arguments[TicketArguments.Ticket] is null ? Texts.RefusedNotAgentHere : Texts.RefusedNotAgent,
        [.. CommentInstead(turn.Arguments), .. Help.StartingPoints(turn.Person.IsAgent), HelpButton]);

    // What was typed for the requester anyway is not lost; a private note is never offered for publishing.
    private static IEnumerable<CardAction> CommentInstead(Arguments typed)
    {
        if (typed[ResolveTicket.Note] is not { } note || typed[TicketArguments.Ticket] is null) yield break;
        yield return new CardAction.Press(Texts.ActionCommentInstead, CommentTicket.Verb, FormState.TicketOf(typed).With(CommentTicket.Text, note));
    }

    private static BotResponse.Reply Tell(string sentence, IReadOnlyList<CardAction> next) => new(new Card
    {
        Title = Texts.RefusedTitle,
        Summary = sentence,
        Body = [new CardElement.Notice(sentence, Tone.Warning)],
        Actions = next,
    })
    {
        IsPrivate = true,
        IsRefusal = true,
    };
}
