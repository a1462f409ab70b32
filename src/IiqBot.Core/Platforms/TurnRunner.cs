using System.Diagnostics.CodeAnalysis;
using IiqBot.Core.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Platforms;

/// <summary>How much work a <see cref="TurnRunner"/> accepts.</summary>
/// <param name="Most">The most turns that may run at once.</param>
/// <param name="MostOfOne">The most of them for one person.</param>
public sealed record TurnLimits(int Most, int MostOfOne);

/// <summary>
/// Runs the work after the acknowledgement of a request. All of it runs concurrently, so nobody waits for another person's conversation. At
/// shutdown it has a while to finish. Then it cancels its token, and the dispatcher leaves unfinished requests for another worker. Each
/// platform derives its own runner with its own limits.
/// </summary>
public abstract partial class TurnRunner(TurnLimits limits, TimeProvider time, ILogger logger) : IHostedService, IDisposable
{
    // The host stops its services one after the other and has 30 s for all of them (unless configured otherwise).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private readonly Dictionary<ActorKey, int> _turnsOf = [];
    private readonly CancellationTokenSource _stopping = new(Timeout.InfiniteTimeSpan, time);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _turns;
    private int _underWay;
    private bool _isStopping;

    /// <summary>Whether a person may start another turn.</summary>
    public bool HasRoomFor(Actor person)
    {
        lock (_gate)
            return _turnsOf.GetValueOrDefault(person.Key) < limits.MostOfOne;
    }

    /// <summary>
    /// Starts a person's turn for a caller that waits for the outcome. It runs on this thread until it first waits. Returns false if a
    /// limit is reached or the host is stopping.
    /// </summary>
    public bool TryRun<T>(Actor person, Func<CancellationToken, Task<T>> turn, [NotNullWhen(true)] out Task<T>? outcome)
    {
        outcome = TryEnter(person.Key) ? UntilDoneAsync(token => TakeTurnAsync(person.Key, turn, token)) : null;
        return outcome is not null;
    }

    /// <summary>
    /// Starts a person's turn on another thread; nobody waits for the outcome. Returns false if a limit is reached or the host is stopping.
    /// </summary>
    public bool TryStart(Actor person, Func<CancellationToken, Task> turn) =>
        TryRun(person, token => Task.Run(() => GuardAsync(turn, token), CancellationToken.None), out _);

    /// <summary>Starts work that outlives its request and has its limits elsewhere. It runs on this thread until it first waits.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        lock (_gate)
            _underWay++;
        return UntilDoneAsync(work);
    }

    // Whoever calls it has counted the work as under way already, so that a stop waits for it.
    private async Task<T> UntilDoneAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_stopping.Token);
        }
        finally
        {
            lock (_gate)
            {
                if (--_underWay == 0 && _isStopping)
                    _idle.TrySetResult();
            }
        }
    }

    /// <summary>Starts the rest of a turn; nobody waits for the outcome. It runs on this thread until it first waits.</summary>
    public void Start(Func<CancellationToken, Task> rest) => _ = RunAsync(token => GuardAsync(rest, token));

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_underWay == 0)
                _idle.TrySetResult();
        }

        _stopping.CancelAfter(Grace);
        try
        {
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

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    private bool TryEnter(ActorKey person)
    {
        lock (_gate)
        {
            var own = _turnsOf.GetValueOrDefault(person);
            if (_isStopping || _turns == limits.Most || own == limits.MostOfOne)
                return false;
            _turns++;
            _underWay++;
            _turnsOf[person] = own + 1;
            return true;
        }
    }

    private async Task<T> TakeTurnAsync<T>(ActorKey person, Func<CancellationToken, Task<T>> turn, CancellationToken cancellationToken)
    {
        try
        {
            return await turn(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _turns--;
                if (--_turnsOf[person] == 0)
                    _turnsOf.Remove(person);
            }
        }
    }

    /// <summary>Catches everything: the request got its answer long ago, so nobody else can report an error.</summary>
    private async Task<bool> GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
                Log.Failed(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed after the bot acknowledged it")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The time to stop is over; cancelled {Count} unfinished requests")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
