using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>What all turns share: accept once, acknowledge, answer, and deliver the answer.</summary>
internal sealed class SlackRequests(
    IDispatcher dispatcher,
    RecentIds recent,
    SlackTurnRunner runner,
    FairUse fairUse,
    FormViews views,
    AnswerDelivery delivery,
    HomeTabs homes,
    TimeProvider time
)
{
    /// <summary>How long an acknowledgement waits for an answer that may be ready at once.</summary>
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);

    /// <summary>Accepts a turn.</summary>
    /// <returns>The accepted request; null when the bot accepted it before, so that there is nothing to do.</returns>
    public async ValueTask<Accepted?> AcceptAsync(SlackTurn turn, CancellationToken cancellationToken) =>
        recent.TryAdd(KeyOf(turn)) ? await dispatcher.AcceptAsync(turn.Request, cancellationToken) : null;

    /// <summary>Answers a turn in the background, in a modal if it opens a form.</summary>
    /// <returns>Whether the work was accepted. A stored request is answered in any case.</returns>
    public bool TryAnswer(SlackTurn turn, Accepted accepted, bool opensView)
    {
        if (accepted.IsRepeat)
            return true;
        if (runner.TryStart(turn.Request.Actor, token => AnswerAsync(turn, accepted, opensView, token)) || accepted.IsStored)
            return true;
        recent.Remove(KeyOf(turn));
        return false;
    }

    /// <summary>Opens a form that waited behind a button, in the background.</summary>
    /// <returns>Whether the work was accepted.</returns>
    public bool TryOpen(SlackTurn turn, Form form)
    {
        if (
            !recent.TryAdd(KeyOf(turn))
            || runner.TryStart(turn.Request.Actor, token => delivery.DeliverAsync(turn, new BotResponse.OpenForm(form), token))
        )
            return true;
        recent.Remove(KeyOf(turn));
        return false;
    }

    /// <summary>Starts answering and waits briefly for an answer that needs no look-up.</summary>
    /// <returns>The answer; null when it takes longer, or the bot is too busy.</returns>
    public async ValueTask<(Task<BotResponse>? Answering, BotResponse? AtOnce)> AnswerAtOnceAsync(SlackTurn turn, Accepted accepted)
    {
        if (!runner.TryRun(turn.Request.Actor, token => dispatcher.AnswerAsync(accepted, token), out var answering))
        {
            if (!accepted.IsStored)
                recent.Remove(KeyOf(turn));
            return (null, null);
        }

        try
        {
            return (answering, await answering.WaitAsync(Brief, time, CancellationToken.None));
        }
        catch (TimeoutException)
        {
            return (answering, null);
        }
    }

    /// <summary>Delivers an answer when it is ready.</summary>
    public async Task DeliverAsync(SlackTurn turn, Accepted accepted, Task<BotResponse> answering, CancellationToken cancellationToken)
    {
        var answer = await answering;
        if (accepted.IsRepeat)
            await delivery.ShowInViewAsync(turn, answer, cancellationToken);
        else
            await ShowAsync(turn, accepted, answer, (said, token) => delivery.DeliverAsync(turn, said, token), cancellationToken);
    }

    /// <summary>Posts an answer that the acknowledgement already contains to the place where it stays.</summary>
    public Task KeepAsync(SlackTurn turn, Accepted accepted, BotResponse answer, CancellationToken cancellationToken) =>
        accepted.IsRepeat
            ? Task.CompletedTask
            : ShowAsync(turn, accepted, answer, (said, token) => StayAsync(turn, said, token), cancellationToken);

    /// <summary>Draws a person's Home tab.</summary>
    /// <param name="turn">The turn of the person who opened it.</param>
    /// <param name="channel">Their direct message with the bot.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    public Task ShowHomeAsync(SlackTurn turn, string? channel, CancellationToken cancellationToken)
    {
        homes.Opened(turn.Request.Actor, channel);
        return DrawHomeAsync(turn, cancellationToken);
    }

    /// <summary>Redraws a person's Home tab, in the background, if they opened it recently.</summary>
    public void RefreshHome(Actor? actor)
    {
        if (actor is not null && homes.HasOpened(actor))
            runner.TryStart(actor, token => DrawHomeAsync(HomeTabs.Redraw(actor, time), token));
    }

    private async Task AnswerAsync(SlackTurn turn, Accepted accepted, bool opensView, CancellationToken cancellationToken)
    {
        if (!await fairUse.AllowsAsync(turn, cancellationToken))
        {
            // This finishes the stored request; the person gets no more answers.
            await dispatcher.ServeAsync(accepted, (_, _) => Task.FromResult(DeliveryResult.Unposted), cancellationToken);
            return;
        }

        if (opensView)
            turn = await views.OpenLoadingAsync(turn, cancellationToken);
        await DeliverAsync(turn, accepted, dispatcher.AnswerAsync(accepted, cancellationToken), cancellationToken);
    }

    private Task<DeliveryResult> StayAsync(SlackTurn turn, BotResponse answer, CancellationToken cancellationToken) =>
        turn.IsSubmission
            ? delivery.KeepAsync(turn, answer, cancellationToken)
            : Task.FromResult(DeliveryResult.Unposted with { Conversation = turn.Personal });

    private async Task ShowAsync(
        SlackTurn turn,
        Accepted accepted,
        BotResponse answer,
        Func<BotResponse, CancellationToken, Task<DeliveryResult>> deliver,
        CancellationToken cancellationToken
    )
    {
        await dispatcher.DeliverAsync(accepted, answer, deliver, cancellationToken);
        if (accepted.IsStored && !answer.IsRefusal && homes.HasOpened(turn.Request.Actor))
            await DrawHomeAsync(HomeTabs.Redraw(turn.Request.Actor, time), cancellationToken);
    }

    private async Task DrawHomeAsync(SlackTurn turn, CancellationToken cancellationToken)
    {
        var accepted = await dispatcher.AcceptAsync(turn.Request, cancellationToken);
        await dispatcher.ServeAsync(accepted, (answer, token) => delivery.DeliverAsync(turn, answer, token), cancellationToken);
    }

    private static string KeyOf(SlackTurn turn) => $"{turn.Team} {turn.User} {turn.Request.Id}";
}
