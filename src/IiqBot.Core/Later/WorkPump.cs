using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Later;

/// <summary>
/// Finishes the requests that other workers began but did not finish, and the requests that waited for Incident IQ, and sends the answers
/// to the people. The host runs it repeatedly on every replica.
/// </summary>
public sealed partial class WorkPump(
    IInbox inbox,
    IDispatcher dispatcher,
    HandlerRegistry registry,
    Outage outage,
    Messengers messengers,
    ILogger<WorkPump> logger
)
{
    /// <summary>How long a request may take that this takes over: longer than any other, and less than its lease.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    private const int AtOnce = 8;

    /// <summary>Takes over the requests that are due, up to the size of one round.</summary>
    /// <returns>The number of requests that it took over. If it is not 0, more may be due now.</returns>
    /// <exception cref="StorageUnavailableException">The storage cannot say what is due.</exception>
    public async Task<int> PumpAsync(CancellationToken cancellationToken)
    {
        // During an outage, one waiting request tests whether Incident IQ is back, so that the others do not flood it. Requests that no
        // worker has begun are saved for later, and their people are notified.
        var due = outage.IsOn
            ? await inbox.LeaseUnfinishedAsync(AtOnce, cancellationToken)
            : await inbox.LeaseDueAsync(AtOnce, cancellationToken);
        if (due.Count == 0 && outage.IsOn && outage.MayTry)
            due = await inbox.LeaseDueAsync(1, cancellationToken);
        await Task.WhenAll(due.Select(work => FinishAsync(work, cancellationToken)));
        return due.Count;
    }

    private async Task FinishAsync(WorkItem work, CancellationToken cancellationToken)
    {
        Log.TakenOver(logger, work.Reference, work.State, work.Attempts);
        var request = work.Request with { Budget = Budget };
        var accepted = new Accepted(request) { Registration = registry.Find(request.Verb), Work = work with { Request = request } };
        var answer = work.Answer ?? await dispatcher.AnswerAsync(accepted, cancellationToken);
        if (await inbox.FindAsync(work.Id, cancellationToken) is { State: WorkState.Waiting, IsTold: true })
            return;

        // Every worker that tried to show it crashed. The outbox tries next, and gives up in the end.
        var isEndless = work.Answer is not null && work.IsEndless;
        await dispatcher.DeliverAsync(
            accepted,
            answer,
            (said, token) => isEndless ? Task.FromResult(Endless(work)) : DeliverAsync(work, said, token),
            cancellationToken
        );
    }

    private static DeliveryResult Endless(WorkItem work) =>
        new(DeliveryOutcome.Unconfirmed, work.Shown?.MessageId) { Conversation = work.Shown?.Conversation };

    // The notice that it waits becomes the answer. If there is no notice, or the bot cannot redraw it, the answer is a new message.
    private async Task<DeliveryResult> DeliverAsync(WorkItem work, BotResponse answer, CancellationToken cancellationToken)
    {
        if (work.Shown is { } shown && answer.ShownCard is { } card)
        {
            var result = await messengers.UpdateAsync(shown.Conversation, shown.MessageId, card, cancellationToken);
            if (result.Outcome == DeliveryOutcome.Delivered || result.IsWorthRetrying)
                return result with { MessageId = shown.MessageId, Conversation = shown.Conversation };
        }

        return await messengers.AnswerAsync(work.Request, answer, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Taking over request {Reference} ({State}, attempt {Attempt})")]
        public static partial void TakenOver(ILogger logger, string reference, WorkState state, int attempt);
    }
}
