using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Features;

/// <summary>
/// Explains to an administrator the reference in an error message: the cause if this process failed, otherwise what the audit log
/// says about the request. All replicas write that log.
/// </summary>
public sealed class ExplainFailure(FailureLog failures, IAuditLog audit) : IRequestHandler
{
    private const string Reference = "reference";

    private static CardAction.Press HelpButton => new(Texts.ActionHelp, Verbs.Help, Arguments.None);

    /// <inheritdoc />
    public static Route Route { get; } =
        new("failure.explain", Access.Administrator)
        {
            Aliases = ["failure", "error", "reference", "ref"],
            Line = new(new LinePart.Reference(Reference)),
            Usage = () => new(Texts.UsageFailure, Texts.MeaningFailure),
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var card =
            turn.Arguments[Reference] is not { } reference ? Unknown()
            : failures.Find(reference) is { } failure ? Explain(failure)
            : await audit.FindAsync(reference, cancellationToken) is { } entry ? Explain(entry)
            : Unknown();
        return new BotResponse.Reply(card) { IsPrivate = true };
    }

    private static Card Unknown() =>
        new()
        {
            Title = Texts.FailureUnknownTitle,
            Summary = Texts.FailureUnknown,
            Body = [new CardElement.Paragraph(Texts.FailureUnknown)],
            Actions = [HelpButton],
        };

    private static Card Explain(FailureEntry entry) =>
        Explain(entry.Reference, entry.At, entry.Platform, entry.Verb, new(Texts.FactCause, entry.Cause), Texts.FailureInLog);

    private static Card Explain(AuditEntry entry) =>
        Explain(
            entry.Reference,
            entry.At,
            entry.Who.Platform,
            entry.Verb,
            new(Texts.FactOutcome, entry.Outcome.ToString()),
            Texts.FailureInAudit
        );

    private static Card Explain(string reference, DateTimeOffset at, string platform, string verb, Fact what, string whereMore) =>
        new()
        {
            Title = Texts.FailureExplained.With(reference),
            Summary = what.Value,
            Body =
            [
                new CardElement.Facts([
                    new(Texts.FactWhen, at.ToString("u", CultureInfo.InvariantCulture)),
                    new(Texts.FactPlatform, platform),
                    new(Texts.FactVerb, verb),
                    what,
                ]),
                new CardElement.Paragraph(whereMore) { IsMuted = true },
            ],
            Actions = [HelpButton],
        };
}
