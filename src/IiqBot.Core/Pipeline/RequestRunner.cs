using System.Collections.Concurrent;
using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Runs a stored request once: identify the person → check their rights → run the handler → store the answer and its consequences in one
/// transaction. It saves a request for later if the request cannot reach Incident IQ and can wait.
/// </summary>
public sealed class RequestRunner(
    Admission admission,
    IInbox inbox,
    RequestOutcomes requestOutcomes,
    Replacements replacements,
    Outage outage,
    IServiceScopeFactory scopes,
    TimeProvider time
)
{
    private static readonly TimeSpan Queued = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskBudget = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatPoll = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<Guid, Task<BotResponse>> _running = new();

    /// <summary>Runs a handler. Around it, it only checks what the answer may replace.</summary>
    public async Task<BotResponse> RunAsync(Turn turn, Accepted accepted, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        turn = turn with { Trail = accepted.Trail };
        return await replacements.AllowedAsync(
            turn,
            await ((IRequestHandler)HandlerIn(scope, accepted)).HandleAsync(turn, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Runs a stored request. A repeat gets the first answer.</summary>
    /// <exception cref="IncidentIqException">Incident IQ failed, and the request cannot wait.</exception>
    /// <exception cref="UnconfirmedException">Workers began it so often without an end that the bot does not begin it again.</exception>
    /// <exception cref="PersonDirectoryException">The platform could not say who the person is.</exception>
    public async Task<BotResponse> OnceAsync(Accepted accepted, WorkItem work, CancellationToken cancellationToken)
    {
        if (accepted.IsRepeat)
            return await AnswerOfFirstAsync(work, cancellationToken);
        if (work.IsEndless)
            throw new UnconfirmedException(work.Reference);
        try
        {
            // It may have queued until its lease ran out, and another worker may be running it.
            if (!work.IsRetry && time.GetUtcNow() - work.ReceivedAt > Queued && !await inbox.RenewAsync(work, cancellationToken))
                return await AnswerOfFirstAsync(work, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            return await requestOutcomes.KeepAsync(accepted, work, exception);
        }

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
            _ = own.Task.Exception; // observed here; a repeat of the request also sees it, but there may be none
            throw;
        }
        finally
        {
            _running.TryRemove(work.Id, out _);
        }
    }

    private async Task<BotResponse> PerformAsync(Accepted accepted, WorkItem work, CancellationToken cancellationToken)
    {
        var route = accepted.Registration!.Route;
        Turn? turn = null;
        BotResponse answer;
        try
        {
            (turn, var refused) = await admission.AdmitAsync(accepted.Request, route, cancellationToken);
            accepted.Trail.PersonId = turn.Caller?.Id;
            turn = turn with { IsRetry = work.IsRetry, ReceivedAt = work.ReceivedAt };

            // What the bot remembers about a person is enough to save their request, but never to run or refuse it later.
            if (turn.Remembered is not null && (refused is null || work.IsRetry))
                return await WaitAsync(accepted, work, turn, turn.Remembered, cancellationToken);
            if (refused is null && route.IsKept && (accepted.OthersWait || !work.IsBegun || IsLeftOver(work)))
                return await WaitAsync(accepted, work, turn, null, cancellationToken);
            answer = refused ?? await RunAsync(turn, accepted, cancellationToken);
            if (refused is null)
                outage.Answered();
        }
        catch (Exception exception) when (turn is not null && route.IsKept && Outage.MayPass(exception))
        {
            if (Outage.IsForEverybody(exception))
                outage.Failed();
            return await requestOutcomes.KeepAsync(accepted, work, exception);
        }
        catch (Exception exception)
            when (turn is null
                && work.IsRetry
                && (exception is PersonDirectoryException || Outage.IsBehind(exception))
                && !cancellationToken.IsCancellationRequested
            )
        {
            // The worker that crashed may have run it. So the bot must not report a failure only because it cannot identify the person now.
            return await requestOutcomes.KeepAsync(accepted, work, exception);
        }
        catch (StorageUnavailableException exception)
        {
            // The bot accepted it and cannot tell how far it got. So it neither refuses nor forgets it, but continues later.
            return await requestOutcomes.KeepAsync(accepted, work, exception);
        }

        return await requestOutcomes.EndAsync(accepted, work, answer);
    }

    // No worker began it, or the worker crashed, and it is useless to continue now.
    private bool IsLeftOver(WorkItem work) =>
        outage is { IsOn: true, MayTry: false } && work is { IsRetry: true, State: WorkState.Received };

    // The request only waits and has not begun. The bot asks at once what it can know without Incident IQ, and the rest once Incident IQ is
    // back.
    private async Task<BotResponse> WaitAsync(
        Accepted accepted,
        WorkItem work,
        Turn turn,
        Exception? exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is not null && Outage.IsForEverybody(exception))
            outage.Failed();
        return !work.IsRetry && await AskFirstAsync(turn, accepted, cancellationToken) is { } question
            ? await requestOutcomes.EndAsync(accepted, work, question)
            : await requestOutcomes.KeepAsync(accepted, work, exception);
    }

    private async Task<BotResponse?> AskFirstAsync(Turn turn, Accepted accepted, CancellationToken cancellationToken)
    {
        if (!accepted.Registration!.Handler.IsAssignableTo(typeof(IAsksFirst)))
            return null;
        using var brief = new CancellationTokenSource(AskBudget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, brief.Token);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await ((IAsksFirst)HandlerIn(scope, accepted)).AskFirstAsync(turn, linked.Token);
        }
        catch (Exception exception)
            when (exception is IncidentIqException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static object HandlerIn(AsyncServiceScope scope, Accepted accepted) =>
        scope.ServiceProvider.GetRequiredService(accepted.Registration!.Handler);

    private async Task<BotResponse> AnswerOfFirstAsync(WorkItem first, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_running.TryGetValue(first.Id, out var running))
                return await running.WaitAsync(cancellationToken);
            var now = await inbox.FindAsync(first.Id, cancellationToken);
            if (now?.Answer is { } answer)
                return answer;
            if (now is null)
                return new BotResponse.Toast(Texts.RepeatOfFailed);
            if (now.State == WorkState.Withdrawn)
                return new BotResponse.Toast(Texts.WaitingWithdrawn.With(now.Reference));
            if (now.State == WorkState.Waiting)
                return RequestOutcomes.Waiting(now, null);
            await Task.Delay(RepeatPoll, time, cancellationToken); // another replica is running it
        }
    }
}
