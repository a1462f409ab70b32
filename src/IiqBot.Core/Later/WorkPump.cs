using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Later;

/// <summary>
/// Finishes what others began and could not finish, and what waited for Incident IQ, and brings the answers to where the people
/// are. The host runs it again and again, on every replica.
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
    /// <summary>How long a request may take that is taken over: longer than any other, and less than its lease.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    private const int AtOnce = 8;

    /// <summary>Takes over what is due now, as much as one round does.</summary>
    /// <returns>How many requests it took over; when not 0, more may be due at once.</returns>
    /// <exception cref="StorageUnavailableException">Nobody can tell what is due.</exception>
    public async Task<int> PumpAsync(CancellationToken cancellationToken)
    {
        // While Incident IQ is out of reach, one waiting request finds out whether it is back; the others do not storm it. What nobody
        // got to yet is kept, and its people are told so.
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

        // Whoever tried to show it so often has died each time: the outbox tries on, and comes to an end.
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

    // The notice that it waits becomes the answer. Where there is none, or it cannot be redrawn, the answer comes by itself.
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
