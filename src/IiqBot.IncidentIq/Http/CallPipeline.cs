using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace IiqBot.IncidentIq.Http;

/// <summary>
/// Retries a call, breaks the circuit, and ends attempts that take too long, in this order from the outside. Whether to retry depends
/// on the operation (<see cref="Route.SafeToRepeat"/>), never on the HTTP method.
/// </summary>
internal sealed partial class CallPipeline
{
    private static readonly ResiliencePropertyKey<Route> RouteKey = new("route");
    private static readonly TimeSpan Unhurried = TimeSpan.FromMinutes(1);
    private readonly IOptions<IncidentIqOptions> _options;
    private readonly ResiliencePipeline _pipeline;

    public CallPipeline(IOptions<IncidentIqOptions> options, TimeProvider time, ILogger<CallPipeline> logger)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(250),
                    UseJitter = true,
                    ShouldHandle = attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Context, attempt.Outcome.Exception)),
                    DelayGenerator = attempt => ValueTask.FromResult(AskedFor(attempt.Outcome.Exception)),
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = 10,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = TimeSpan.FromSeconds(5),
                    ShouldHandle = attempt => ValueTask.FromResult(SaysThatTheServerIsDown(attempt.Outcome.Exception)),
                    OnOpened = opened =>
                    {
                        Log.LeftAlone(logger, opened.BreakDuration);
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        Log.FoundAgain(logger);
                        return default;
                    },
                }
            )
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => ValueTask.FromResult(AttemptTimeout()) })
            .Build();
    }

    /// <summary>Runs the attempts of a call.</summary>
    /// <exception cref="IncidentIqException">The last attempt failed.</exception>
    /// <exception cref="TimeoutRejectedException">The last attempt took too long.</exception>
    /// <exception cref="BrokenCircuitException">Earlier calls failed, so nothing was sent.</exception>
    public async Task<T> RunAsync<T>(Route route, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RouteKey, route);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, attempt) => await attempt(context.CancellationToken),
                context,
                attempt
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsWorthRepeating(ResilienceContext context, Exception? failure) =>
        context.Properties.TryGetValue(RouteKey, out var route)
        && route.SafeToRepeat
        && failure switch
        {
            TimeoutRejectedException => CallDeadline.Remaining is null || CallDeadline.Remaining > TimeSpan.Zero,
            IncidentIqException { Failure: IncidentIqFailure.RateLimited } e => FitsPatience(e),
            IncidentIqException e => IsServersTrouble(e.Failure) && FitsPatience(e),
            _ => false,
        };

    /// <summary>
    /// A caller's own timeout counts as well. Most callers have less time than an attempt may take, so otherwise nobody would notice
    /// a server that hangs.
    /// </summary>
    private static bool SaysThatTheServerIsDown(Exception? failure) =>
        failure switch
        {
            TimeoutRejectedException or OperationCanceledException => true,
            IncidentIqException e => IsServersTrouble(e.Failure),
            _ => false,
        };

    private static bool IsServersTrouble(IncidentIqFailure cause) =>
        cause is IncidentIqFailure.Unreachable or IncidentIqFailure.TimedOut or IncidentIqFailure.ServerFailed;

    /// <summary>The wait that the server asked for; null to use the growing pause.</summary>
    private static TimeSpan? AskedFor(Exception? failure) =>
        failure is IncidentIqException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : null;

    /// <summary>
    /// Whether there is time to wait for the <c>RetryAfter</c>: the caller's remaining time or, without a deadline, the length of one
    /// attempt.
    /// </summary>
    private bool FitsPatience(IncidentIqException e) =>
        e.RetryAfter is not { } wait || wait <= (CallDeadline.Remaining ?? _options.Value.AttemptTimeout);

    private TimeSpan AttemptTimeout()
    {
        if (CallDeadline.IsUnhurried)
            return Unhurried;
        var limit = _options.Value.AttemptTimeout;
        return CallDeadline.Remaining is { } left && left < limit ? Max(left, TimeSpan.FromMilliseconds(1)) : limit;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Incident IQ does not answer; the bot sends no calls for {Pause}.")]
        public static partial void LeftAlone(ILogger logger, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Information, "Incident IQ answers again.")]
        public static partial void FoundAgain(ILogger logger);
    }
}
