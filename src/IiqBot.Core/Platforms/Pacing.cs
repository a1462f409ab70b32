namespace IiqBot.Core.Platforms;

/// <summary>The number of calls that are allowed within a time.</summary>
/// <param name="Calls">The number of calls.</param>
/// <param name="Span">The time.</param>
public sealed record CallWindow(int Calls, TimeSpan Span);

/// <summary>
/// Limits the calls of each key in several windows, and obeys a platform that asks for a pause. Calls that come too soon wait in the order
/// in which they came. It remembers the times of past calls, so the calls never exceed a window, wherever it begins.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="windows">The limits of each key.</param>
public sealed class Pacing(TimeProvider time, params IReadOnlyList<CallWindow> windows)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<long>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _heldUntil = new(StringComparer.Ordinal);
    private readonly TimeSpan _longest = windows.Max(window => window.Span);
    private readonly int _most = windows.Max(window => window.Calls);
    private long _swept = time.GetTimestamp();

    /// <summary>The number of keys that it remembers.</summary>
    public int Keys
    {
        get
        {
            lock (_gate)
                return _calls.Keys.Union(_heldUntil.Keys, StringComparer.Ordinal).Count();
        }
    }

    /// <summary>Waits until the key may make a call.</summary>
    /// <param name="key">What to limit, such as a conversation.</param>
    /// <param name="patience">How long the caller can wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Zero if the call may go out. Otherwise the length of the wait, which exceeds the caller's patience; the caller must send
    /// nothing.</returns>
    public async ValueTask<TimeSpan> WaitAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = Reserve(key, patience);
        while (wait > TimeSpan.Zero)
        {
            if (wait > patience)
                return wait;
            // A timer drops fractions of a millisecond.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            patience -= wait;
            wait = HeldFor(key); // meanwhile, the platform may have asked for a pause
        }

        return TimeSpan.Zero;
    }

    /// <summary>Stops all calls of a key for a while, because the platform told one of them to wait.</summary>
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

    /// <summary>Forgets keys without calls in the longest window, and pauses that are over.</summary>
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
