namespace IiqBot.Slack.Api;

/// <summary>
/// Keeps within so many calls in a span of time for each key, wherever the span begins, and to what Slack itself asked for. Calls that
/// come too soon are put off in the order they came.
/// </summary>
internal sealed class Pacing(TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _heldUntil = new(StringComparer.Ordinal);
    private long _swept = time.GetTimestamp();

    /// <summary>Waits for the key's turn.</summary>
    /// <param name="key">What is limited: a method in a workspace, or a channel.</param>
    /// <param name="calls">So many calls…</param>
    /// <param name="span">…in so much time.</param>
    /// <param name="patience">How long the caller can wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Zero when the turn has come; how long it would take when that is more than the patience: then nothing may be
    /// sent.</returns>
    public async ValueTask<TimeSpan> WaitAsync(string key, int calls, TimeSpan span, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = Reserve(key, calls, span, patience);
        while (wait > TimeSpan.Zero)
        {
            if (wait > patience)
                return wait;
            // A timer drops parts.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            patience -= wait;
            wait = HeldFor(key); // Slack may have said so meanwhile
        }

        return TimeSpan.Zero;
    }

    /// <summary>Lets nobody's turn come before a time is over: Slack said so to one call, and means all of the key.</summary>
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

    private long TicksOf(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency) + 1;

    private TimeSpan Reserve(string key, int calls, TimeSpan span, TimeSpan patience)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Sweep(now);
            if (!_calls.TryGetValue(key, out var past))
                _calls[key] = past = new Queue<long>(calls);
            var at = past.Count < calls ? now : Math.Max(now, past.Peek() + TicksOf(span));
            at = Math.Max(at, _heldUntil.GetValueOrDefault(key, at));
            var wait = time.GetElapsedTime(now, at);
            if (wait > patience)
                return wait;
            if (past.Count == calls)
                past.Dequeue();
            past.Enqueue(at);
            return wait;
        }
    }

    // What was silent for a while is forgotten; no span is longer.
    private void Sweep(long now)
    {
        if (time.GetElapsedTime(_swept, now) < SweepInterval)
            return;
        _swept = now;
        foreach (var (key, past) in _calls)
        {
            if (past.Count == 0 || time.GetElapsedTime(past.Last(), now) > SweepInterval)
                _calls.Remove(key);
        }

        foreach (var (key, until) in _heldUntil)
        {
            if (until < now)
                _heldUntil.Remove(key);
        }
    }
}
