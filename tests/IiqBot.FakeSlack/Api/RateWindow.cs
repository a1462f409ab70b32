namespace IiqBot.FakeSlack.Api;

/// <summary>The last calls of one kind, in a sliding window.</summary>
internal sealed class RateWindow(TimeSpan period, int calls)
{
    private readonly Queue<DateTimeOffset> _calls = new();
    private readonly Lock _gate = new();

    /// <summary>Counts a call. Returns null if it fits, otherwise how long until one will. Refused calls do not count.</summary>
    public TimeSpan? Refusal(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_calls.TryPeek(out var oldest) && oldest + period <= now)
                _calls.Dequeue();
            if (_calls.Count >= calls)
                return _calls.Peek() + period - now;
            _calls.Enqueue(now);
            return null;
        }
    }
}
