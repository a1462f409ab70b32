using System.Collections.Concurrent;
using IiqBot.Core.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Teams.Turns;

/// <summary>
/// The work that goes on after a request was acknowledged. All of it is under way at once, so that nobody waits for what another person's
/// conversation waits for; only so much is taken on, and of each person only a share. At shutdown it gets a while to finish; what is left
/// then goes on with a cancelled token, so that the dispatcher hands it back to whoever takes it over.
/// </summary>
internal sealed partial class TurnQueue(TimeProvider time, ILogger<TurnQueue> logger) : IHostedService, IDisposable
{
    /// <summary>How many messages may be under way; more are refused, and the channel service sends them again.</summary>
    public const int Capacity = 2000;

    /// <summary>
    /// How many of them may be one person's. Fewer than would have to wait for longer than a reply waits for its conversation's turn
    /// (<see cref="Connector.Pacing"/>).
    /// </summary>
    public const int MostOfOne = 20;

    // The host stops its services one after the other, and has 30 s for all (unless configured).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string User), int> _ofOne = [];
    private readonly ConcurrentDictionary<Task, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new(Timeout.InfiniteTimeSpan, time);
    private int _underWay;
    private bool _isStopping;

    /// <summary>Whether a person has less under way than their share.</summary>
    public bool HasRoomFor(Actor person)
    {
        lock (_gate)
            return _ofOne.GetValueOrDefault((person.Tenant, person.UserId)) < MostOfOne;
    }

    /// <summary>Starts a person's turn; false when there is too much to do, of theirs or of all, or the host is stopping.</summary>
    public bool TryStart(Actor person, Func<CancellationToken, Task> turn)
    {
        var key = (person.Tenant, person.UserId);
        lock (_gate)
        {
            var own = _ofOne.GetValueOrDefault(key);
            if (_isStopping || _underWay == Capacity || own == MostOfOne)
                return false;
            _underWay++;
            _ofOne[key] = own + 1;
            Track(Task.Run(() => TakeTurnAsync(key, turn), CancellationToken.None));
            return true;
        }
    }

    /// <summary>Starts work at once, which outlives the request that it came from.</summary>
    public Task<T> Run<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(_stopping.Token), CancellationToken.None);
        Track(task);
        return task;
    }

    /// <summary>Starts work at once whose outcome nobody waits for.</summary>
    public void Start(Func<CancellationToken, Task> work) => Track(Task.Run(() => GuardAsync(work), CancellationToken.None));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            _isStopping = true;
        _stopping.CancelAfter(Grace);
        try
        {
            while (!_running.IsEmpty)
                await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, _running.Count);
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task TakeTurnAsync((string Tenant, string User) key, Func<CancellationToken, Task> turn)
    {
        await GuardAsync(turn);
        lock (_gate)
        {
            _underWay--;
            if (_ofOne[key] == 1)
                _ofOne.Remove(key);
            else
                _ofOne[key]--;
        }
    }

    /// <summary>Catches everything: the request was answered long ago, so nobody else can report it.</summary>
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

    private void Track(Task task)
    {
        var ended = EndAsync(task);
        if (!ended.IsCompleted)
            _running.TryAdd(task, ended);
        if (task.IsCompleted)
            _running.TryRemove(task, out _);
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
