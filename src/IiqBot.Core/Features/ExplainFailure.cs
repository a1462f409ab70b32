using System.Globalization;
using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Features;

/// <summary>Tells an administrator what lies behind the reference that somebody was shown.</summary>
public sealed class ExplainFailure(FailureLog failures) : IRequestHandler
{
    private const string Reference = "reference";

    private static CardAction.Press HelpButton => new(Texts.ActionHelp, Help.Verb, Arguments.None);

    /// <inheritdoc />
    public static Route Route { get; } = new("failure.explain", Access.Administrator)
    {
        Aliases = ["failure", "error", "reference", "ref"],
        Line = new(new LinePart.Reference(Reference)),
        Usage = () => new(Texts.UsageFailure, Texts.MeaningFailure),
    };

    /// <inheritdoc />
    public Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var entry = turn.Arguments[Reference] is { } reference ? failures.Find(reference) : null;
        return Task.FromResult<BotResponse>(new BotResponse.Reply(entry is null ? Unknown() : Explain(entry)) { IsPrivate = true });
    }

    private static Card Unknown() => new()
    {
        Title = Texts.FailureUnknownTitle,
        Summary = Texts.FailureUnknown,
        Body = [new CardElement.Paragraph(Texts.FailureUnknown)],
        Actions = [HelpButton],
    };

    private static Card Explain(FailureEntry entry) => new()
    {
        Title = Texts.FailureExplained.With(entry.Reference),
        Summary = entry.Cause,
        Body =
        [
            new CardElement.Facts(
            [
                new(Texts.FactWhen, entry.At.ToString("u", CultureInfo.InvariantCulture)),
                new(Texts.FactPlatform, entry.Platform),
                new(Texts.FactVerb, entry.Verb),
                new(Texts.FactCause, entry.Cause),
            ]),
            new CardElement.Paragraph(Texts.FailureInLog) { IsMuted = true },
        ],
        Actions = [HelpButton],
    };
}
