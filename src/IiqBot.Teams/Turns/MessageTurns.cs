using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Cards;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Files;

namespace IiqBot.Teams.Turns;

/// <summary>
/// Handles messages, buttons of old clients (Action.Submit, a message with a value), and welcomes. It starts the work, acknowledges, and
/// answers through the connector.
/// </summary>
internal sealed class MessageTurns(
    IDispatcher dispatcher,
    TeamsTurnRunner runner,
    ConnectorReplies connector,
    ResponseDelivery delivery,
    IConversations conversations,
    SentFiles files,
    TimeProvider time
)
{
    private static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);

    /// <summary>Answers a message.</summary>
    public ValueTask<TurnAnswer> TakeAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        if (IsFromBot(activity))
            return ValueTask.FromResult(TurnAnswer.Ok);
        var turn = TeamsTurn.Typed(activity, tenant);
        if (!runner.HasRoomFor(turn.Request.Actor))
            return ValueTask.FromResult(TurnAnswer.Busy);
        if (turn.Conversation.IsOneToOne && files.Hold(turn.Request.Actor, SentFile.Of(activity)) is { Count: > 0 } sent)
            return TakeAsync(activity, turn.With(sent), sent, cancellationToken);
        if (turn.Request.Text is { Length: > 0 } || !string.IsNullOrWhiteSpace(activity.Text))
        {
            // Where the bot may read along, people's messages to each other are not for the bot.
            return turn.Conversation.IsOneToOne || TypedText.MentionsBot(activity)
                ? TakeAsync(activity, turn, [], cancellationToken)
                : ValueTask.FromResult(TurnAnswer.Ok);
        }
        // A button without a verb is not the bot's, or no longer. The bot answers it as an unknown request.
        if (activity.Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            return TakeAsync(activity, TeamsTurn.Pressed(activity, tenant, ActionData.ParseAnyway(activity.Value)), [], cancellationToken);
        return turn.Conversation.IsOneToOne && activity.Attachments?.Any(attachment => attachment?.ContentType is not null) == true
            ? TakeAsync(activity, turn.Request.Actor, (replies, token) => HintAsync(turn, replies, token), cancellationToken)
            : ValueTask.FromResult(TurnAnswer.Ok);
    }

    /// <summary>Welcomes a conversation that the bot was added to, once, although two activities report it.</summary>
    public async ValueTask<TurnAnswer> WelcomeAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        var turn = TeamsTurn.Welcome(activity, tenant);
        var owner = turn.Conversation.IsOneToOne ? turn.Request.Actor : null;
        if (!await conversations.RememberAsync(turn.Conversation, owner, cancellationToken))
            return TurnAnswer.Ok;
        var answer = await TakeAsync(activity, turn, [], cancellationToken);
        if (answer == TurnAnswer.Busy)
            await conversations.ForgetAsync(turn.Conversation, cancellationToken);
        return answer;
    }

    /// <summary>Records that the bot was removed, so that it says hello again when it comes back.</summary>
    public async ValueTask<TurnAnswer> LeaveAsync(Activity activity, string tenant, CancellationToken cancellationToken)
    {
        await conversations.ForgetAsync(ConversationReference.AddressOf(activity, tenant), cancellationToken);
        return TurnAnswer.Ok;
    }

    /// <summary>Whether any bot sent the activity, this one included: bots that talk to each other never stop.</summary>
    public static bool IsFromBot(Activity activity) =>
        activity.From?.Role is "bot" or "skill" || (activity.From?.Id is { } id && id == activity.Recipient?.Id);

    private async ValueTask<TurnAnswer> TakeAsync(
        Activity activity,
        TeamsTurn turn,
        IReadOnlyList<PlatformFile> sent,
        CancellationToken cancellationToken
    )
    {
        var accepted = await dispatcher.AcceptAsync(turn.Request, cancellationToken);
        if (accepted.IsRepeat)
            return TurnAnswer.Ok; // the first request's answer is on its way
        if (accepted.CouldNotBeStored && !ExpectsReplies(activity))
        {
            var said = await WorkAsync(turn, accepted, sent, connector, cancellationToken);
            return said.Outcome == DeliveryOutcome.Delivered ? TurnAnswer.Ok : TurnAnswer.Busy;
        }

        var answer = await TakeAsync(
            activity,
            turn.Request.Actor,
            (replies, token) => WorkAsync(turn, accepted, sent, replies, token),
            cancellationToken
        );

        // A stored request will run, here or in a replica that takes over.
        return answer == TurnAnswer.Busy && accepted.IsStored ? TurnAnswer.Ok : answer;
    }

    private async ValueTask<TurnAnswer> TakeAsync(
        Activity activity,
        Actor person,
        Func<IReplies, CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        if (!ExpectsReplies(activity))
        {
            // The turn outlives its request, so it does not run in the request's context: every call it makes would pay for that.
            using (ExecutionContext.SuppressFlow())
                return runner.TryStart(person, token => work(connector, token)) ? TurnAnswer.Ok : TurnAnswer.Busy;
        }

        var replies = new CollectedReplies();
        await work(replies, cancellationToken);
        return TurnAnswer.Replies(replies.Activities);
    }

    private async Task<DeliveryResult> WorkAsync(
        TeamsTurn turn,
        Accepted accepted,
        IReadOnlyList<PlatformFile> sent,
        IReplies replies,
        CancellationToken cancellationToken
    )
    {
        var dispatched = AnswerAsync(accepted, sent, cancellationToken);
        if (turn.Request.Kind != RequestKind.Event && !dispatched.IsCompleted)
        {
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var late = Task.Delay(TypingAfter, time, answered.Token);
            if (await Task.WhenAny(dispatched, late) == late && !cancellationToken.IsCancellationRequested)
                await replies.SendTypingAsync(turn.Conversation, cancellationToken);
            await answered.CancelAsync();
        }

        return await dispatcher.DeliverAsync(
            accepted,
            await dispatched,
            (answer, token) => delivery.DeliverAsync(turn, answer, replies, token),
            cancellationToken
        );
    }

    private async Task<BotResponse> AnswerAsync(Accepted accepted, IReadOnlyList<PlatformFile> sent, CancellationToken cancellationToken)
    {
        try
        {
            return await dispatcher.AnswerAsync(accepted, cancellationToken);
        }
        finally
        {
            files.Settle(sent, accepted.IsSenderKnown);
        }
    }

    private static bool ExpectsReplies(Activity activity) =>
        string.Equals(activity.DeliveryMode, "expectReplies", StringComparison.OrdinalIgnoreCase);

    /// <summary>In a personal chat silence is no answer, not even to a message without words or files.</summary>
    private static Task<DeliveryResult> HintAsync(TeamsTurn turn, IReplies replies, CancellationToken cancellationToken) =>
        replies.SendAsync(turn.Conversation, new Content.OfNotice(Texts.UnreadableTitle, Texts.UnreadableText, []), cancellationToken);
}
