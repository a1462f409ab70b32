namespace IiqBot.Core.Platforms;

/// <summary>So many calls within so much time.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Span">The time.</param>
public sealed record CallWindow(int Calls, TimeSpan Span);

/// <summary>
/// Keeps the calls of each key within several windows, and obeys a platform that asks for a pause. Calls that come too soon wait in
/// the order in which they came. The times of past calls are kept, so no window is ever exceeded, wherever it begins.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="windows">What each key may do.</param>
public sealed class Pacing(TimeProvider time, params IReadOnlyList<CallWindow> windows)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<long>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _heldUntil = new(StringComparer.Ordinal);
    private readonly TimeSpan _longest = windows.Max(window => window.Span);
    private readonly int _most = windows.Max(window => window.Calls);
    private long _swept = time.GetTimestamp();

    /// <summary>How many keys are remembered.</summary>
    public int Keys
    {
        get
        {
            lock (_gate)
                return _calls.Keys.Union(_heldUntil.Keys, StringComparer.Ordinal).Count();
        }
    }

    /// <summary>Waits for the key's turn.</summary>
    /// <param name="key">What is limited, such as a conversation.</param>
    /// <param name="patience">How long the caller can wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Zero when the turn has come. If the wait is longer than the patience: its length. Then nothing may be sent.</returns>
    public async ValueTask<TimeSpan> WaitAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = Reserve(key, patience);
        while (wait > TimeSpan.Zero)
        {
            if (wait > patience)
                return wait;
            // A timer drops parts.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            patience -= wait;
            wait = HeldFor(key); // the platform may have asked for a pause meanwhile
        }

        return TimeSpan.Zero;
    }

    /// <summary>Lets nobody's turn come for a while, because the platform told one of the key's calls to wait.</summary>
    public void Hold(string key, TimeSpan span)
    {
        lock (_gate)
        {
            var until = time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
            _heldUntil[key] = Math.Max(until, _heldUntil.GetValueOrDefault(key, until));
        }
    }

    private TimeSpan HeldFor(string key)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            return _heldUntil.TryGetValue(key, out var until) && until > now ? time.GetElapsedTime(now, until) : TimeSpan.Zero;
        }
    }

    private TimeSpan Reserve(string key, TimeSpan patience)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Sweep(now);
            if (!_calls.TryGetValue(key, out var calls))
                _calls[key] = calls = [];
            var at = Math.Max(now, _heldUntil.GetValueOrDefault(key, now));
            if (calls.Count > 0)
                at = Math.Max(at, calls[^1]);
            foreach (var window in windows)
            {
                if (calls.Count >= window.Calls)
                    at = Math.Max(at, calls[^window.Calls] + Ticks(window.Span));
            }

            var wait = time.GetElapsedTime(now, at);
            if (wait > patience)
                return wait;
            if (calls.Count == _most)
                calls.RemoveAt(0);
            calls.Add(at);
            return wait;
        }
    }

    /// <summary>Forgets keys that were silent for the longest window, and pauses that are over.</summary>
    private void Sweep(long now)
    {
        if (time.GetElapsedTime(_swept, now) < SweepInterval)
            return;
        _swept = now;
        foreach (var (key, calls) in _calls)
        {
            if (calls.Count == 0 || time.GetElapsedTime(calls[^1], now) > _longest)
                _calls.Remove(key);
        }

        foreach (var (key, until) in _heldUntil)
        {
            if (until < now)
                _heldUntil.Remove(key);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency) + 1;
}
