namespace IiqBot.FakeConnector.Connector;

/// <summary>The last calls of one kind in one conversation, against several sliding windows.</summary>
internal sealed class RateWindow(params (TimeSpan Period, int Calls)[] limits)
{
    private readonly long[] _ticks = new long[limits.Max(l => l.Calls)];
    private readonly Lock _gate = new();
    private long _count;

    /// <summary>
    /// Counts a call. Returns null if it fits all windows, otherwise how long until one will. Refused calls do not count.
    /// </summary>
    public TimeSpan? Refusal(DateTimeOffset now)
    {
        lock (_gate)
        {
            var wait = TimeSpan.Zero;
            foreach (var (period, calls) in limits)
            {
                if (_count < calls)
                    continue;
                // The call made `calls` calls ago must have left the window.
                var free = new DateTimeOffset(_ticks[(_count - calls) % _ticks.Length], TimeSpan.Zero) + period - now;
                if (free > wait)
                    wait = free;
            }

            if (wait > TimeSpan.Zero)
                return wait;
            _ticks[_count++ % _ticks.Length] = now.UtcTicks;
            return null;
        }
    }
}
