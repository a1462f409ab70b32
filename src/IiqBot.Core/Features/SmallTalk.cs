using IiqBot.Core.Model;
using IiqBot.Core.Parsing;

namespace IiqBot.Core.Features;

/// <summary>Answers greetings, thanks and farewells in one sentence. Only a greeting also shows where to start.</summary>
public sealed class SmallTalk : IRequestHandler
{
    /// <inheritdoc />
    public static Route Route { get; } = new(Verbs.SmallTalk, Access.Anyone);

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var said = Enum.TryParse<SmallTalkKind>(turn.Arguments[ArgumentNames.SmallTalk], out var kind) ? kind : SmallTalkKind.Hello;
        var (title, sentence) = said switch
        {
            SmallTalkKind.Thanks => (Texts.SmallTalkThanksTitle, Texts.SmallTalkThanks),
            SmallTalkKind.Fine => (Texts.SmallTalkFineTitle, Texts.SmallTalkFine),
            SmallTalkKind.Bye => (Texts.SmallTalkByeTitle, Texts.SmallTalkBye),
            _ => (Texts.SmallTalkHelloTitle, Texts.SmallTalkHello),
        };
        CardAction[] start =
        [
            new CardAction.Press(Texts.ActionFile, Verbs.FileTicket, Arguments.None),
            new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
            new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
        ];
        return Task.FromResult<BotResponse>(
            new BotResponse.Reply(
                new Card
                {
                    Title = title,
                    Summary = $"{title} {sentence}",
                    Body = [new CardElement.Paragraph(sentence)],
                    Actions = said == SmallTalkKind.Hello ? start : [],
                }
            )
        );
    }
}
