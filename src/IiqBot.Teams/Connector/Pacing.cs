namespace IiqBot.Teams.Connector;

/// <summary>
/// Keeps within what Teams allows a bot per conversation: so many calls within each of several windows
/// (docs/reference/teams.md, "Rate limits"). Calls that come too soon wait in the order in which they came. The times of
/// past calls are kept, so no window is ever exceeded, wherever it begins.
/// </summary>
internal sealed class Pacing(IReadOnlyList<Pacing.Window> windows, TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<long>> _calls = new(StringComparer.Ordinal);
    private readonly TimeSpan _longest = windows.Max(window => window.Span);
    private readonly int _most = windows.Max(window => window.Calls);
    private long _swept = time.GetTimestamp();

    /// <summary>So many calls within so much time.</summary>
    internal sealed record Window(int Calls, TimeSpan Span);

    /// <summary>How many conversations are remembered.</summary>
    public int Conversations
    {
        get
        {
            lock (_lock)
                return _calls.Count;
        }
    }

    /// <summary>Sending, updating and creating.</summary>
    public static Pacing OfSending(TimeProvider time) => new(Windows(7, 8, 60, 1800), time);

    /// <summary>Reading members.</summary>
    public static Pacing OfReading(TimeProvider time) => new(Windows(14, 16, 120, 3600), time);

    /// <summary>
    /// What nobody waits for, by tenant: half of the 50 a second that a bot has there (docs/reference/teams.md, "Rate limits").
    /// </summary>
    public static Pacing OfTenant(TimeProvider time) => new([new(25, TimeSpan.FromSeconds(1))], time);

    /// <summary>Waits for this conversation's turn.</summary>
    /// <returns>Zero when it has come; how long it would take when that is more than the patience, and nothing was reserved.</returns>
    public async ValueTask<TimeSpan> WaitAsync(string conversation, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = Reserve(conversation, patience);
        if (wait > patience)
            return wait;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        return TimeSpan.Zero;
    }

    private TimeSpan Reserve(string conversation, TimeSpan patience)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            Sweep(now);
            if (!_calls.TryGetValue(conversation, out var calls))
                _calls[conversation] = calls = [];
            var at = calls.Count > 0 ? Math.Max(now, calls[^1]) : now;
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

    /// <summary>Forgets conversations that were silent for the longest window.</summary>
    private void Sweep(long now)
    {
        if (time.GetElapsedTime(_swept, now) < SweepInterval)
            return;
        _swept = now;
        foreach (var (conversation, calls) in _calls)
        {
            if (time.GetElapsedTime(calls[^1], now) > _longest)
                _calls.Remove(conversation);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency) + 1;

    private static Window[] Windows(int second, int twoSeconds, int halfMinute, int hour) =>
        [
            new(second, TimeSpan.FromSeconds(1)),
            new(twoSeconds, TimeSpan.FromSeconds(2)),
            new(halfMinute, TimeSpan.FromSeconds(30)),
            new(hour, TimeSpan.FromHours(1)),
        ];
}
