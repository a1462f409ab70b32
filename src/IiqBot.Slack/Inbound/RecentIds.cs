namespace IiqBot.Slack.Inbound;

/// <summary>
/// Ids of requests that were taken on, for longer than a signature is good: a repeat or a replay changes nothing and is answered
/// nothing. What writes is also stored under its id, so that other replicas know of it.
/// </summary>
internal sealed class RecentIds(TimeProvider time)
{
    private const int MostPerGeneration = 200_000;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private HashSet<string> _current = new(StringComparer.Ordinal);
    private HashSet<string> _previous = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();

    /// <summary>Notes an id; false when it was noted before.</summary>
    public bool TryAdd(string id)
    {
        lock (_gate)
        {
            if (_current.Count >= MostPerGeneration || time.GetElapsedTime(_since) >= Generation)
            {
                (_previous, _current) = (_current, new HashSet<string>(StringComparer.Ordinal));
                _since = time.GetTimestamp();
            }

            return !_previous.Contains(id) && _current.Add(id);
        }
    }

    /// <summary>Forgets an id whose request was not taken on after all.</summary>
    public void Remove(string id)
    {
        lock (_gate)
        {
            _current.Remove(id);
            _previous.Remove(id);
        }
    }
}
