using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features;

/// <summary>Answers greetings, thanks and farewells in one sentence. Only who greets is shown where to begin.</summary>
public sealed class SmallTalk : IRequestHandler
{
    /// <summary>The verb.</summary>
    public const string Verb = "bot.smalltalk";

    /// <summary>The argument that holds what was said, as <see cref="SmallTalkKind"/> names it.</summary>
    public const string Kind = "kind";

    /// <inheritdoc />
    public static Route Route { get; } = new(Verb, Access.Anyone);

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var said = Enum.TryParse<SmallTalkKind>(turn.Arguments[Kind], out var kind) ? kind : SmallTalkKind.Hello;
        var (title, sentence) = said switch
        {
            SmallTalkKind.Thanks => (Texts.SmallTalkThanksTitle, Texts.SmallTalkThanks),
            SmallTalkKind.Fine => (Texts.SmallTalkFineTitle, Texts.SmallTalkFine),
            SmallTalkKind.Bye => (Texts.SmallTalkByeTitle, Texts.SmallTalkBye),
            _ => (Texts.SmallTalkHelloTitle, Texts.SmallTalkHello),
        };
        CardAction[] start =
        [
            new CardAction.Press(Texts.ActionFile, FileTicket.Verb, Arguments.None),
            new CardAction.Press(Texts.ActionMyTickets, MyTickets.Verb, Arguments.None),
            new CardAction.Press(Texts.ActionHelp, Help.Verb, Arguments.None),
        ];
        return Task.FromResult<BotResponse>(new BotResponse.Reply(new Card
        {
            Title = title,
            Summary = $"{title} {sentence}",
            Body = [new CardElement.Paragraph(sentence)],
            Actions = said == SmallTalkKind.Hello ? start : [],
        }));
    }
}
