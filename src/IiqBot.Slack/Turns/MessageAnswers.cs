using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Delivers answers as messages, to the conversation or to the asker alone. A private answer in a channel is ephemeral. The result of a
/// form goes to the person's direct message, because an ephemeral message is lost when they reload. So does the notice of a waiting
/// request, because it becomes the answer, and the personal part of an answer whose other part the channel sees.
/// </summary>
internal sealed class MessageAnswers(
    Messages messages,
    Previews previews,
    SlackApi api,
    ResponseUrls responses,
    FormViews forms,
    TimeProvider time
)
{
    /// <summary>Delivers an answer.</summary>
    public Task<DeliveryResult> DeliverAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        answer switch
        {
            BotResponse.Reply reply => turn.IsSubmission
                ? KeepAsync(turn, reply, cancellationToken)
                : SayAsync(turn, reply, cancellationToken),
            BotResponse.ReplaceCard replace => RedrawAsync(turn, replace.Card, cancellationToken),
            BotResponse.OpenForm open => OpenAsync(turn, open.Form, cancellationToken),
            // A press or a command can open the form with its errors. If the person closed a form's modal, a button leads back to it.
            BotResponse.FormErrors errors when turn.IsSubmission => PrivatelyAsync(turn, Launcher.For(errors.Form), cancellationToken),
            BotResponse.FormErrors errors => OpenAsync(turn, errors.Form, cancellationToken),
            BotResponse.Toast toast => PrivatelyAsync(
                turn,
                w => BlockKitRenderer.WriteSentence(w, toast.Text),
                () => messages.SayAsync(turn.Personal, toast.Text, cancellationToken),
                cancellationToken
            ),
            BotResponse.Silent => Task.FromResult(DeliveryResult.Unposted),
            _ => throw new InvalidOperationException($"The response {answer.GetType().Name} is not known here."),
        };

    /// <summary>
    /// Posts the result of a form where it stays: in place of the pressed card, in its channel, or in the person's direct message.
    /// </summary>
    public Task<DeliveryResult> KeepAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        answer switch
        {
            BotResponse.ReplaceCard replace => RedrawAsync(turn, replace.Card, cancellationToken),
            BotResponse.Reply reply => messages.PostAsync(
                reply.IsPrivate ? turn.Personal : turn.Conversation,
                reply.Card,
                cancellationToken
            ),
            _ => Task.FromResult(DeliveryResult.Unposted),
        };

    /// <summary>Whether retrying is pointless, so that nobody does.</summary>
    public static bool IsHopeless(DeliveryResult result) =>
        !result.IsWorthRetrying && result.Outcome is not (DeliveryOutcome.Delivered or DeliveryOutcome.Unconfirmed);

    private Task<DeliveryResult> SayAsync(SlackTurn turn, BotResponse.Reply reply, CancellationToken cancellationToken) =>
        reply.IsKept ? SayKeptAsync(turn, reply.Card, cancellationToken)
        : reply.Shared is not null ? messages.PostAsync(turn.Personal, reply.Card, cancellationToken)
        : reply.IsPrivate || Addresses.IsPerson(turn.Conversation) ? PrivatelyAsync(turn, reply.Card, cancellationToken)
        : messages.PostAsync(turn.Conversation, reply.Card, cancellationToken);

    // The asker gets only a notice where they asked, because the bot cannot update it later. If the direct message fails for now, the
    // outbox sends it later.
    private async Task<DeliveryResult> SayKeptAsync(SlackTurn turn, Card notice, CancellationToken cancellationToken)
    {
        var result = await messages.PostAsync(turn.Personal, notice, cancellationToken);
        if (IsDirect(turn))
            return result;
        var words = IsHopeless(result) ? Texts.KeptAlone : Texts.Kept;
        var aside = await AsideAsync(turn, w => BlockKitRenderer.WriteSentence(w, words), cancellationToken);
        return IsHopeless(result) ? aside ?? result : result;
    }

    private async Task<DeliveryResult> RedrawAsync(SlackTurn turn, Card card, CancellationToken cancellationToken)
    {
        if (turn.Route.Preview is { } preview)
        {
            // The message is somebody else's, so the person who pressed gets an answer even if the preview cannot be redrawn.
            var told = turn.IsSubmission
                ? await messages.PostAsync(turn.Personal, card, cancellationToken)
                : await PrivatelyAsync(turn, card, cancellationToken);
            await previews.RenewAsync(turn, preview, cancellationToken);
            return told;
        }

        if (turn.Request.MessageId is { } message)
        {
            var redrawn = await messages.RedrawAsync(turn.Conversation, message, card, cancellationToken);
            return redrawn.Outcome == DeliveryOutcome.ConversationGone
                ? await messages.PostAsync(turn.Conversation, card, cancellationToken)
                : redrawn;
        }

        if (turn.Route.IsEphemeral)
        {
            var replaced = await RespondAsync(turn, w => BlockKitRenderer.WriteMessage(w, card), inPlace: true, cancellationToken);
            if (replaced is not null)
                return replaced;
        }

        return Addresses.IsPerson(turn.Conversation) && !turn.IsSubmission
            ? await PrivatelyAsync(turn, card, cancellationToken)
            : await messages.PostAsync(turn.Conversation, card, cancellationToken);
    }

    private async Task<DeliveryResult> OpenAsync(SlackTurn turn, Form form, CancellationToken cancellationToken) =>
        await forms.OpenAsync(turn, form, cancellationToken)
            ? DeliveryResult.Unposted
            : await PrivatelyAsync(turn, Launcher.For(form), cancellationToken);

    private Task<DeliveryResult> PrivatelyAsync(SlackTurn turn, Card card, CancellationToken cancellationToken) =>
        PrivatelyAsync(
            turn,
            w => BlockKitRenderer.WriteMessage(w, card),
            () => messages.PostAsync(turn.Personal, card, cancellationToken),
            cancellationToken
        );

    private async Task<DeliveryResult> PrivatelyAsync(
        SlackTurn turn,
        Action<Utf8JsonWriter> content,
        Func<Task<DeliveryResult>> toPerson,
        CancellationToken cancellationToken
    )
    {
        // In a direct message everything is private and stays.
        if (IsDirect(turn))
            return await toPerson();
        return await AsideAsync(turn, content, cancellationToken) ?? await toPerson();
    }

    /// <summary>Says something that only the asker sees, where they are; null when that is impossible.</summary>
    private async Task<DeliveryResult?> AsideAsync(SlackTurn turn, Action<Utf8JsonWriter> content, CancellationToken cancellationToken)
    {
        // A response URL does not support threads.
        if (turn.Conversation.Thread is null && await RespondAsync(turn, content, inPlace: false, cancellationToken) is { } sent)
            return sent;
        if (!Addresses.IsPerson(turn.Conversation))
        {
            var (channel, thread) = (turn.Conversation.Conversation, turn.Route.BeginsThread ? null : turn.Conversation.Thread);
            var answer = await api.PostEphemeralAsync(turn.Team, channel, thread, turn.User, content, cancellationToken);
            // A message that may have arrived must not appear a second time elsewhere.
            if (answer.Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.Unconfirmed)
                return new(answer.Outcome) { Conversation = turn.Personal };
        }

        return null;
    }

    private static bool IsDirect(SlackTurn turn) => turn.Conversation.IsOneToOne && !Addresses.IsPerson(turn.Conversation);

    private async Task<DeliveryResult?> RespondAsync(
        SlackTurn turn,
        Action<Utf8JsonWriter> content,
        bool inPlace,
        CancellationToken cancellationToken
    )
    {
        if (turn.Route.ResponseUrl is null || time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(turn.Route.At) > ResponseUrls.Life)
            return null;
        // Goes into the thread of a preview, which nothing else reaches where the bot is no member (thread_ts, as Slack's own SDKs send it
        // along: Bolt's respond).
        var thread = turn.Route.Preview is null ? null : turn.Route.Thread;
        var result = await responses.SendAsync(turn.Route.ResponseUrl, inPlace, w => WriteIn(w, thread, content), cancellationToken);
        return result.Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.Unconfirmed
            ? result with
            {
                Conversation = turn.Personal,
            }
            : null;
    }

    private static void WriteIn(Utf8JsonWriter w, string? thread, Action<Utf8JsonWriter> content)
    {
        if (thread is not null)
            w.WriteString("thread_ts"u8, thread);
        content(w);
    }
}
