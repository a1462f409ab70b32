using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;

namespace IiqBot.Core.Identity;

/// <summary>What people are told who may not do what they asked for: what to do next, and nothing else.</summary>
internal static class Refusals
{
    /// <summary>The answer to somebody who is not let in.</summary>
    public static BotResponse For(Refusal reason) => Tell(reason switch
    {
        Refusal.Guest => Texts.RefusedGuest,
        Refusal.NoEmail => Texts.RefusedNoEmail,
        Refusal.ForeignDomain => Texts.RefusedForeignDomain,
        Refusal.NoAccount => Texts.RefusedNoAccount,
        Refusal.RoleRefused => Texts.RefusedRole,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    });

    /// <summary>The answer to somebody whose role does not allow a route.</summary>
    public static BotResponse For(Access access) =>
        Tell(access == Access.Administrator ? Texts.RefusedNotAdministrator : Texts.RefusedNotAgent);

    private static BotResponse.Reply Tell(string sentence) => new(new Card
    {
        Title = Texts.RefusedTitle,
        Summary = sentence,
        Body = [new CardElement.Notice(sentence, Tone.Warning)],
    })
    {
        IsPrivate = true,
    };
}
