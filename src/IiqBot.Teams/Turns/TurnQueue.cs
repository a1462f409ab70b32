using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>
/// The work that goes on after a request was acknowledged. Messages wait in a bounded queue; what belongs to an invoke
/// starts at once. At shutdown what is under way gets a while to finish; what is left then is begun or goes on with a cancelled
/// token, so that the dispatcher hands it back to whoever takes it over.
/// </summary>
internal sealed partial class TurnQueue(TimeProvider time, ILogger<TurnQueue> logger) : IHostedService, IDisposable
{
    /// <summary>How many messages may wait; more are refused, and the channel service sends them again.</summary>
    public const int Capacity = 2000;

    private const int Workers = 32;

    // The host stops its services one after the other, and has 30 s for all (unless configured).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly Channel<Func<CancellationToken, Task>> _waiting =
        Channel.CreateBounded<Func<CancellationToken, Task>>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<Task, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new(Timeout.InfiniteTimeSpan, time);
    private Task _workers = Task.CompletedTask;

    /// <summary>Puts a turn in the queue; false when it is full, or the host is stopping.</summary>
    public bool TryEnqueue(Func<CancellationToken, Task> turn) => _waiting.Writer.TryWrite(turn);

    /// <summary>Starts work at once, which outlives the request that it came from.</summary>
    public Task<T> Run<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(_stopping.Token), CancellationToken.None);
        Track(task);
        return task;
    }

    /// <summary>Starts work at once whose outcome nobody waits for.</summary>
    public void Start(Func<CancellationToken, Task> work) => Track(Task.Run(() => GuardAsync(work), CancellationToken.None));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _workers = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        _stopping.CancelAfter(Grace);
        try
        {
            await _workers.WaitAsync(cancellationToken);
            while (!_running.IsEmpty) await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, _waiting.Reader.Count + _running.Count);
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task WorkAsync()
    {
        while (await NextAsync() is { } turn) await GuardAsync(turn);
    }

    /// <summary>The next turn; null when there will be none. (ReadAllAsync would wake every waiting worker for each turn.)</summary>
    private async ValueTask<Func<CancellationToken, Task>?> NextAsync()
    {
        try
        {
            return await _waiting.Reader.ReadAsync(CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Catches everything: the request was answered long ago, so nobody else can report it, and one turn must not end a
    /// worker.
    /// </summary>
    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping.Token);
        }
        catch (Exception exception)
        {
            if (!_stopping.IsCancellationRequested) Log.Failed(logger, exception);
        }
    }

    private void Track(Task task)
    {
        var ended = EndAsync(task);
        if (!ended.IsCompleted) _running.TryAdd(task, ended);
        if (task.IsCompleted) _running.TryRemove(task, out _);
    }

    private async Task EndAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // whoever waits for its result sees what it threw
        _running.TryRemove(task, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A turn failed after it was acknowledged")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The host's time to stop was over; turns given up: {Count}")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
