using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Api;
using IiqBot.Slack.Blocks;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Turns;

/// <summary>Delivers an answer to where the person asked: into a modal, to the Home tab, or as a message.</summary>
internal sealed class AnswerDelivery(SlackApi api, FormViews views, MessageAnswers messages, Drafts drafts, ILogger<AnswerDelivery> logger)
{
    /// <summary>Delivers the answer.</summary>
    public Task<DeliveryResult> DeliverAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        Delivering.TryAsync(() => BringAsync(turn, answer, cancellationToken), logger, cancellationToken);

    private async Task<DeliveryResult> BringAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken)
    {
        if (turn.Route.IsHome)
            return await PublishAsync(turn, answer, cancellationToken);
        answer = drafts.Keep(turn.Request.Actor, answer);
        if (turn.Route.View is not { } view || !await views.ShowAsync(turn, view, answer, cancellationToken))
            return await messages.DeliverAsync(turn, answer, cancellationToken);
        return turn.IsSubmission || answer.IsKept
            ? await StayAsync(turn, answer, cancellationToken)
            : DeliveryResult.Unposted with
            {
                Conversation = turn.Personal,
            };
    }

    /// <summary>Posts an answer that the acknowledgement already contains to the place where it stays.</summary>
    public Task<DeliveryResult> KeepAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        Delivering.TryAsync(() => StayAsync(turn, answer, cancellationToken), logger, cancellationToken);

    private async Task<DeliveryResult> StayAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken)
    {
        var result = await messages.KeepAsync(turn, answer, cancellationToken);
        if (answer.IsKept && MessageAnswers.IsHopeless(result))
            await ShowInViewAsync(turn, new BotResponse.Toast(Texts.KeptAlone), cancellationToken);
        return result;
    }

    /// <summary>Shows the answer only in the turn's modal.</summary>
    public Task ShowInViewAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        turn.Route.View is { } view ? views.ShowAsync(turn, view, answer, cancellationToken) : Task.CompletedTask;

    private async Task<DeliveryResult> PublishAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken)
    {
        if (answer.ShownCard is not { } card)
            return DeliveryResult.Unposted;
        var result = await api.PublishAsync(turn.Team, turn.User, w => BlockKitRenderer.WriteHome(w, card), cancellationToken);
        return result.IsDelivered ? DeliveryResult.Unposted : new(DeliveryOutcome.Permanent); // redrawn when it opens again
    }
}
