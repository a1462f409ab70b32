using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Rules;

/// <summary>Does things later, by the sandbox's clock, and forgets what is still open when it is disposed.</summary>
internal sealed class Scheduler(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<ITimer> _timers = [];
    private bool _isDisposed;

    public void After(TimeSpan delay, Action action)
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            var pending = new Pending();
            pending.Timer = time.CreateTimer(_ => Run(pending, action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timers.Add(pending.Timer);
            pending.Timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void Run(Pending pending, Action action)
    {
        lock (_gate)
        {
            if (!_timers.Remove(pending.Timer!))
                return;
            pending.Timer!.Dispose();
        }

        try
        {
            action();
        }
        catch (Refusal)
        {
            // A write that appears late may be refused by then; there is nobody left to tell.
        }
    }

    private sealed class Pending
    {
        public ITimer? Timer { get; set; }
    }
}
