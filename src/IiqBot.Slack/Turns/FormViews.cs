using System.Text.Json;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>Opens modals and changes what they show.</summary>
internal sealed class FormViews(SlackApi api, TimeProvider time)
{
    /// <summary>How old a trigger may be, so that Slack still takes it when the call arrives: it is good for three seconds.</summary>
    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(2.5);

    /// <summary>Opens a modal that says it is loading; the turn then is answered in it, or as before when it could not be opened.</summary>
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
        turn = turn with { Trigger = null }; // used up
        return answer.IsDelivered && answer.Body.Text("view", "id") is { } view ? turn.In(view) : turn;
    }

    /// <summary>Opens a form at once; false when there is no trigger, or it is too old.</summary>
    public async Task<bool> OpenAsync(SlackTurn turn, Form form, CancellationToken cancellationToken) =>
        turn.Trigger is { } trigger
        && time.GetElapsedTime(turn.Received) <= TriggerLife
        && (
            await api.OpenViewAsync(turn.Team, trigger, w => BlockKitRenderer.WriteForm(w, form, MetadataOf(turn, form)), cancellationToken)
        ).IsDelivered;

    /// <summary>Shows an answer in the turn's modal; false when it was closed.</summary>
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
                BlockKitRenderer.WriteSentenceView(w, Texts.Kept, MetadataOf(turn)); // nothing redraws a modal later
                break;
            case { ShownCard: { } card }:
                BlockKitRenderer.WriteCardView(w, card, MetadataOf(turn));
                break;
            default:
                BlockKitRenderer.WriteSentenceView(w, answer is BotResponse.Toast toast ? toast.Text : Texts.Done, MetadataOf(turn));
                break;
        }
    }

    /// <summary>Writes the modal that says the bot is at work.</summary>
    /// <param name="w">The writer.</param>
    /// <param name="turn">The form that was sent.</param>
    /// <param name="words">The form's own words for it; null for none.</param>
    public static void WriteWorking(Utf8JsonWriter w, SlackTurn turn, string? words) =>
        BlockKitRenderer.WriteSentenceView(w, words ?? Texts.Working, MetadataOf(turn));

    // The view's own id comes back by itself.
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
