using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Turns;

/// <summary>
/// The work that goes on after a request was acknowledged. All of it is at once under way, for a view must be opened within three
/// seconds; only so much is taken on. At shutdown it gets a while to finish; what is left then is cancelled, so that the dispatcher hands
/// it back to whoever takes it over.
/// </summary>
internal sealed partial class TurnQueue(TimeProvider time, ILogger<TurnQueue> logger) : IHostedService, IDisposable
{
    /// <summary>How many turns may be under way; more are refused.</summary>
    public const int Capacity = 4_000;

    // The host stops its services one after the other, and has 30 s for all (unless configured).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _stopping = new(Timeout.InfiniteTimeSpan, time);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _begun;
    private volatile bool _isStopping;

    /// <summary>
    /// Starts a turn whose outcome somebody waits for: here and now, as far as it goes without waiting. False when there is too much to
    /// do, or the host is stopping.
    /// </summary>
    public bool TryRun<T>(Func<CancellationToken, Task<T>> turn, [NotNullWhen(true)] out Task<T>? outcome)
    {
        outcome = null;
        if (_isStopping)
            return false;
        if (Interlocked.Increment(ref _begun) > Capacity)
        {
            Interlocked.Decrement(ref _begun);
            return false;
        }

        Interlocked.Increment(ref _underWay);
        outcome = RunAsync(turn);
        return true;
    }

    /// <summary>
    /// Starts a turn whose outcome nobody waits for, on another thread; false when there is too much to do, or the host is stopping.
    /// </summary>
    public bool TryStart(Func<CancellationToken, Task> turn) =>
        TryRun(
            _ =>
                Task.Run(
                    async () =>
                    {
                        await GuardAsync(turn);
                        return true;
                    },
                    CancellationToken.None
                ),
            out _
        );

    /// <summary>Starts what belongs to a turn that was taken on: here and now, as far as it goes without waiting.</summary>
    public void Start(Func<CancellationToken, Task> rest)
    {
        Interlocked.Increment(ref _underWay);
        _ = FinishAsync(rest);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        _stopping.CancelAfter(Grace);
        try
        {
            if (Volatile.Read(ref _underWay) > 0)
                await _idle.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, Volatile.Read(ref _underWay));
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task FinishAsync(Func<CancellationToken, Task> rest)
    {
        await GuardAsync(rest);
        Ended();
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> turn)
    {
        try
        {
            return await turn(_stopping.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _begun);
            Ended();
        }
    }

    private void Ended()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && _isStopping)
            _idle.TrySetResult();
    }

    /// <summary>Catches everything: the request was acknowledged long ago, so nobody else can report it.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping.Token);
        }
        catch (Exception exception)
        {
            if (!_stopping.IsCancellationRequested)
                Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A turn failed after it was acknowledged")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The host's time to stop was over; turns given up: {Count}")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
