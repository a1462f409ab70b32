using System.Collections.Concurrent;
using IiqBot.Core.Cards;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Dispatch;

/// <summary>
/// Carries a stored request out once: who is it → may they → the handler → the answer and what follows from it written down in
/// one transaction. What cannot reach Incident IQ and can wait is kept.
/// </summary>
public sealed partial class Execution(
    Admission admission,
    IInbox inbox,
    IPostedCards cards,
    Outage outage,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Execution> logger)
{
    private const int MostCards = 50;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RepeatPoll = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<Guid, Task<BotResponse>> _running = new();

    /// <summary>Runs a handler, without anything around it.</summary>
    public async Task<BotResponse> RunAsync(Turn turn, HandlerRegistration registration, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ((IRequestHandler)scope.ServiceProvider.GetRequiredService(registration.Handler)).HandleAsync(turn, cancellationToken);
    }

    /// <summary>Carries out a stored request, or gives the answer of the first one when it is a repeat.</summary>
    /// <exception cref="IncidentIqException">Incident IQ failed, and the request does not wait.</exception>
    /// <exception cref="PersonDirectoryException">The platform did not say who it is.</exception>
    public async Task<BotResponse> OnceAsync(Accepted accepted, WorkItem work, CancellationToken cancellationToken)
    {
        if (accepted.IsRepeat) return await AnswerOfFirstAsync(work, cancellationToken);
        var own = new TaskCompletionSource<BotResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[work.Id] = own.Task;
        try
        {
            var answer = await PerformAsync(accepted, work, cancellationToken);
            own.SetResult(answer);
            return answer;
        }
        catch (Exception exception)
        {
            own.SetException(exception);
            _ = own.Task.Exception; // whoever repeats the request sees it; nobody has to
            throw;
        }
        finally
        {
            _running.TryRemove(work.Id, out _);
        }
    }

    private async Task<BotResponse> PerformAsync(Accepted accepted, WorkItem work, CancellationToken cancellationToken)
    {
        var (request, registration) = (accepted.Request, accepted.Registration!);
        Turn? turn = null;
        BotResponse answer;
        try
        {
            (turn, var refused) = await admission.AdmitAsync(request, registration.Route, cancellationToken);
            if (refused is null && registration.Route.IsKept && (accepted.OthersWait || (outage.IsOn && !work.IsRetry)))
                return await KeepAsync(work, null, cancellationToken);
            turn = turn with { IsRetry = work.IsRetry };
            answer = refused ?? await RunAsync(turn, registration, cancellationToken);
            outage.Answered();
        }
        catch (Exception exception) when (turn is not null && registration.Route.IsKept && Outage.MayPass(exception))
        {
            if (Outage.IsBehind(exception)) outage.Failed();
            return await KeepAsync(work, exception, CancellationToken.None);
        }

        catch (StorageUnavailableException exception)
        {
            // It was accepted, and how far it came cannot be told: it is neither refused nor forgotten, but carried on.
            await SettleAsync(inbox.KeepAsync(work, time.GetUtcNow() + Outage.Pause(FirstPause, LongestPause, work.Attempts), CancellationToken.None), work);
            return Waiting(work, exception);
        }

        if (answer is BotResponse.OpenForm or BotResponse.FormErrors) await SettleAsync(inbox.ForgetAsync(work, null, CancellationToken.None), work);
        else await FinishAsync(turn, work, answer);
        return answer;
    }

    // Not cancelled with the request: what was promised must be kept.
    private async Task<BotResponse> KeepAsync(WorkItem work, Exception? exception, CancellationToken cancellationToken)
    {
        var wait = (exception as IncidentIqException)?.RetryAfter ?? Outage.Pause(FirstPause, LongestPause, work.Attempts);
        await inbox.KeepAsync(work, time.GetUtcNow() + wait, cancellationToken);
        Log.Kept(logger, work.Reference, work.Request.Verb, exception is null ? "others wait" : FailureTexts.Cause(exception));
        return Waiting(work, exception);
    }

    private static BotResponse.Reply Waiting(WorkItem work, Exception? exception) => new(WaitingTexts.Card(work, exception)) { IsPrivate = true, IsKept = true };

    private async Task FinishAsync(Turn turn, WorkItem work, BotResponse answer)
    {
        var ticket = answer.ShownCard?.Ticket;
        var ticketId = ticket?.TicketId ?? work.Request.Arguments.Id(TicketArguments.Ticket);
        var outcome = answer.IsRefusal ? AuditOutcome.Refused : AuditOutcome.Done;
        var audit = Audit(work, turn.Caller?.Id, ticketId, outcome, work.Reference);
        await SettleAsync(StoreAsync(), work);

        async Task StoreAsync()
        {
            var others = ticket is null || answer.IsRefusal ? [] : await OthersAsync(ticket, work.Request);
            await inbox.FinishAsync(work, answer, new(others, audit), CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Delivery>> OthersAsync(TicketVersion ticket, BotRequest request) =>
        [.. (await cards.OfTicketAsync(ticket.TicketId, MostCards, CancellationToken.None))
            .Where(card => card.Message.MessageId != request.MessageId && card.Version != ticket.Version)
            .Select(card => Delivery.Redraw(card, time.GetUtcNow()))];

    // It was carried out: that it cannot be written down now must not look as if it was not. Whoever takes it over later does
    // nothing twice.
    private async Task SettleAsync(Task storing, WorkItem work)
    {
        try
        {
            await storing;
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotWrittenDown(logger, work.Reference, exception);
        }
    }

    /// <summary>Forgets a request that failed, so that it may come again.</summary>
    public Task GiveUpAsync(WorkItem work, string reference) =>
        SettleAsync(inbox.ForgetAsync(work, Audit(work, null, work.Request.Arguments.Id(TicketArguments.Ticket), AuditOutcome.Failed, reference), CancellationToken.None), work);

    /// <summary>Hands a request back that cannot be finished because the host is stopping.</summary>
    public Task HandBackAsync(WorkItem work) => SettleAsync(inbox.HandBackAsync(work, CancellationToken.None), work);

    private AuditEntry Audit(WorkItem work, Guid? person, Guid? ticket, AuditOutcome outcome, string reference) =>
        new(time.GetUtcNow(), work.Request.Actor, person, work.Request.Verb!, ticket, work.Request.Conversation, outcome, reference);

    private async Task<BotResponse> AnswerOfFirstAsync(WorkItem first, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_running.TryGetValue(first.Id, out var running)) return await running.WaitAsync(cancellationToken);
            var now = await inbox.FindAsync(first.Id, cancellationToken);
            if (now?.Answer is { } answer) return answer;
            if (now is null) return new BotResponse.Toast(Texts.RepeatOfFailed);
            if (now.State == WorkState.Withdrawn) return new BotResponse.Toast(Texts.WaitingWithdrawn.With(now.Reference));
            if (now.State == WorkState.Waiting) return Waiting(now, null);
            await Task.Delay(RepeatPoll, time, cancellationToken); // another replica is at it
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Request {Reference} ({Verb}) is kept for later: {Cause}")]
        public static partial void Kept(ILogger logger, string reference, string? verb, string cause);

        [LoggerMessage(2, LogLevel.Error, "What became of request {Reference} could not be written down; it is taken over later")]
        public static partial void NotWrittenDown(ILogger logger, string reference, Exception exception);
    }
}
