using IiqBot.Core.Durability;
using IiqBot.Core.Features.Deliveries;
using IiqBot.Core.Model;

namespace IiqBot.Core.Features;

/// <summary>Shows an administrator the state of the bot and of the systems it depends on, and what to do about each problem.</summary>
public sealed class ShowStatus(IReadiness readiness, IOutbox outbox) : IRequestHandler
{
    private const string Deliveries = "deliveries";
    private const string GivenUp = "GivenUp";

    /// <inheritdoc />
    public static Route Route { get; } =
        new(Verbs.ShowStatus, Access.Administrator)
        {
            Aliases = ["status", "bot status", "health"],
            Button = () => Texts.ActionShowStatus,
            Usage = () => new(Texts.UsageStatus, Texts.MeaningStatus),
        };

    /// <inheritdoc />
    public async Task<BotResponse> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var parts = (await PartsAsync(cancellationToken))
            .OrderByDescending(part => part.Condition)
            .ThenBy(part => part.Name, StringComparer.Ordinal)
            .ToList();
        var troubled = parts.Where(part => part.Condition != PartCondition.Works).ToList();
        var (summary, tone) = troubled switch
        {
            _ when parts.Count == 0 => (Texts.StatusNothing, Tone.Neutral),
            [] => (Texts.StatusWell, Tone.Good),
            [{ Condition: var worst }, ..] => (Texts.StatusTrouble.With(string.Join(", ", troubled.Select(NameOf))), Look(worst).Tone),
        };
        return new BotResponse.Reply(
            new Card
            {
                Title = Texts.StatusTitle,
                Summary = summary,
                Body =
                [
                    new CardElement.Notice(summary, tone),
                    .. parts.Select(RowOf),
                    new CardElement.Paragraph(Texts.StatusHint) { IsMuted = true },
                ],
                Actions =
                [
                    new CardAction.Press(Texts.ActionShowStatusAgain, Verbs.ShowStatus, Arguments.None),
                    new CardAction.Press(Texts.ActionShowDead, Verbs.ShowDead, Arguments.None),
                    new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
                ],
            }
        )
        {
            IsPrivate = true,
        };
    }

    private async Task<IEnumerable<PartState>> PartsAsync(CancellationToken cancellationToken)
    {
        var parts = await readiness.PartsAsync(cancellationToken);
        try
        {
            return (await outbox.DeadAsync(1, cancellationToken)).Count > 0
                ? parts.Append(new(Deliveries, PartCondition.Limited, GivenUp))
                : parts;
        }
        catch (StorageUnavailableException)
        {
            return parts; // the storage has its own row, which reports this
        }
    }

    private static CardElement.Row RowOf(PartState part)
    {
        var (text, tone) = Look(part.Condition);
        return new(NameOf(part), part.Condition == PartCondition.Works ? null : DetailOf(part), [new Badge(text, tone)], null);
    }

    private static string DetailOf(PartState part) =>
        part.Word is not { } word ? Texts.StatusNoWord
        : NextStepFor(word) is { } next ? Texts.StatusDetail.With(word, next.With(NameOf(part)))
        : word;

    private static (string Text, Tone Tone) Look(PartCondition condition) =>
        condition switch
        {
            PartCondition.Works => (Texts.PartWorks, Tone.Good),
            PartCondition.Limited => (Texts.PartLimited, Tone.Warning),
            _ => (Texts.PartFails, Tone.Attention),
        };

    // Platforms go by their own names.
    private static string NameOf(PartState part) =>
        part.Name switch
        {
            "incident-iq" => Texts.PartIncidentIq,
            "storage" => Texts.PartStorage,
            Deliveries => Texts.PartDeliveries,
            [var first, .. var rest] => char.ToUpperInvariant(first) + rest,
            _ => part.Name,
        };

    private static string? NextStepFor(string word) =>
        word switch
        {
            GivenUp => Texts.NextGivenUp,
            "TokenRevoked" => Texts.NextTokenRevoked,
            "TokenRefused" => Texts.NextTokenRefused,
            "CredentialsRefused" => Texts.NextCredentialsRefused,
            "NoToken" => Texts.NextNoToken,
            "ScopeMissing" => Texts.NextScopeMissing,
            "OtherWorkspace" => Texts.NextOtherWorkspace,
            "Disconnected" => Texts.NextDisconnected,
            "Unreachable" or "TimedOut" or "ServerFailed" => Texts.NextUnreachable,
            "RateLimited" => Texts.NextRateLimited,
            "NotPermitted" => Texts.NextNotPermitted,
            "NotUnderstood" or "NotFound" or "Invalid" => Texts.NextNotUnderstood,
            _ => null,
        };
}
