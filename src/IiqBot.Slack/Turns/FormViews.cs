using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Opens modals and updates them.</summary>
internal sealed class FormViews(SlackApi api, TimeProvider time)
{
    /// <summary>
    /// The oldest trigger that the bot still uses, so that Slack accepts it when the call arrives. A trigger expires after three seconds.
    /// </summary>
    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(2.5);

    /// <summary>Opens a modal that says it is loading. The turn is then answered in it, or as before if it did not open.</summary>
    public async Task<SlackTurn> OpenLoadingAsync(SlackTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Trigger is not { } trigger || time.GetElapsedTime(turn.Received) > TriggerLife)
            return turn;
        var answer = await api.OpenViewAsync(
            turn.Team,
            trigger,
            w => BlockKitRenderer.WriteSentenceView(w, Texts.Loading, MetadataOf(turn)),
            cancellationToken
        );
        turn = turn with { Trigger = null }; // a trigger works once
        return answer.IsDelivered && answer.Body.Text("view", "id") is { } view ? turn.In(view) : turn;
    }

    /// <summary>Opens a form at once; false when there is no trigger, or it is too old.</summary>
    public async Task<bool> OpenAsync(SlackTurn turn, Form form, CancellationToken cancellationToken) =>
        turn.Trigger is { } trigger
        && time.GetElapsedTime(turn.Received) <= TriggerLife
        && (
            await api.OpenViewAsync(turn.Team, trigger, w => BlockKitRenderer.WriteForm(w, form, MetadataOf(turn, form)), cancellationToken)
        ).IsDelivered;

    /// <summary>Shows an answer in the turn's modal; false when the person closed it.</summary>
    public async Task<bool> ShowAsync(SlackTurn turn, string view, BotResponse answer, CancellationToken cancellationToken) =>
        (await api.UpdateViewAsync(turn.Team, view, w => Write(w, turn, answer), cancellationToken)).IsDelivered;

    /// <summary>Writes the modal that shows an answer.</summary>
    public static void Write(Utf8JsonWriter w, SlackTurn turn, BotResponse answer)
    {
        switch (answer)
        {
            case BotResponse.OpenForm { Form: var form }:
                BlockKitRenderer.WriteForm(w, form, MetadataOf(turn, form));
                break;
            case BotResponse.FormErrors { Form: var form }:
                BlockKitRenderer.WriteForm(w, form, MetadataOf(turn, form));
                break;
            case { IsKept: true }:
                BlockKitRenderer.WriteSentenceView(w, Texts.Kept, MetadataOf(turn)); // nothing updates a modal later
                break;
            case { ShownCard: { } card }:
                BlockKitRenderer.WriteCardView(w, card, MetadataOf(turn));
                break;
            default:
                BlockKitRenderer.WriteSentenceView(w, answer is BotResponse.Toast toast ? toast.Text : Texts.Done, MetadataOf(turn));
                break;
        }
    }

    /// <summary>Writes the modal that says the bot is working.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="turn">The submitted form.</param>
    /// <param name="words">The form's own text for it; null if it has none.</param>
    public static void WriteWorking(Utf8JsonWriter w, SlackTurn turn, string? words) =>
        BlockKitRenderer.WriteSentenceView(w, words ?? Texts.Working, MetadataOf(turn));

    // Slack sends the view's own id along.
    private static string MetadataOf(SlackTurn turn, Form? form = null) =>
        new ViewMetadata(
            turn.Route with
            {
                View = null,
            },
            form?.Hidden.With(Form.InstanceKey, form.InstanceId).Values,
            form?.Working
        ).Write();
}
