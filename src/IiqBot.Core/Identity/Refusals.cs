using IiqBot.Core.Model;

namespace IiqBot.Core.Identity;

/// <summary>The answers to people who may not do what they asked for. They say what to do next and nothing else.</summary>
internal static class Refusals
{
    private static CardAction.Press HelpButton => new(Texts.ActionHelp, Verbs.Help, Arguments.None);

    /// <summary>The answer to a person who may not use the bot.</summary>
    public static BotResponse For(Refusal reason) =>
        Tell(
            reason switch
            {
                Refusal.Guest => Texts.RefusedGuest,
                Refusal.NoEmail => Texts.RefusedNoEmail,
                Refusal.ForeignDomain => Texts.RefusedForeignDomain,
                Refusal.NoAccount => Texts.RefusedNoAccount,
                Refusal.RoleRefused => Texts.RefusedRole,
                _ => throw new ArgumentOutOfRangeException(nameof(reason)),
            },
            [HelpButton]
        );

    /// <summary>The answer to a person whose role may not use a route.</summary>
    public static BotResponse For(Turn turn, Access access) =>
        Tell(
            access == Access.Agent && IsToResolve(turn) ? Texts.RefusedResolve
                : access == Access.Administrator ? Texts.RefusedNotAdministrator
                : turn.Arguments[TicketArguments.Ticket] is null ? Texts.RefusedNotAgentHere
                : Texts.RefusedNotAgent,
            [.. CancelInstead(turn), .. CommentInstead(turn.Arguments), .. StartingPoints.For(turn.Person.IsAgent), HelpButton]
        );

    // People who no longer need their own ticket may withdraw it. That asks first.
    private static bool IsToResolve(Turn turn) =>
        turn.Arguments[TicketArguments.Ticket] is not null
        && Verbs.ResolveTicket == (turn.Arguments[ArgumentNames.Asked] ?? turn.Request.Verb);

    private static IEnumerable<CardAction> CancelInstead(Turn turn)
    {
        if (!IsToResolve(turn))
            yield break;
        var withdrawn = TicketArguments.Of(turn.Arguments).With(ArgumentNames.Reason, Texts.CancelReasonNoLonger);
        if (turn.Arguments[ArgumentNames.Note] is { Length: <= CardAction.LongestCarried } note)
            withdrawn = withdrawn.With(ArgumentNames.Note, note);
        yield return new CardAction.Press(Texts.ActionCancelNoLonger, Verbs.CancelTicket, withdrawn);
    }

    // The person's note to the requester is not lost. The bot never offers to publish a private note.
    private static IEnumerable<CardAction> CommentInstead(Arguments typed)
    {
        if (typed[ArgumentNames.Note] is not { } note || typed[TicketArguments.Ticket] is null)
            yield break;
        yield return new CardAction.Press(
            Texts.ActionCommentInstead,
            Verbs.CommentTicket,
            TicketArguments.Of(typed).With(ArgumentNames.Text, note)
        );
    }

    private static BotResponse.Reply Tell(string sentence, IReadOnlyList<CardAction> next) =>
        new(
            new Card
            {
                Title = Texts.RefusedTitle,
                Summary = sentence,
                Body = [new CardElement.Notice(sentence, Tone.Warning)],
                Actions = next,
            }
        )
        {
            IsPrivate = true,
            IsRefusal = true,
        };
}
