namespace IiqBot.IncidentIq.Lookups;

/// <summary>An answer that is kept.</summary>
internal sealed class KeptAnswer(object? value)
{
    private long _oldAt;

    /// <summary>The answer; null for "there is none".</summary>
    public object? Value => value;

    /// <summary>When it is to be renewed.</summary>
    public DateTimeOffset OldAt
    {
        set => Volatile.Write(ref _oldAt, value.UtcTicks);
    }

    /// <summary>Whether it is to be renewed now.</summary>
    public bool IsOld(TimeProvider time) => time.GetUtcNow().UtcTicks >= Volatile.Read(ref _oldAt);
}

/// <summary>A call that is under way, and how many wait for it.</summary>
/// <param name="begunAt">The timestamp of its beginning.</param>
/// <param name="isUnhurried">Whether its attempts may take longer than people wait.</param>
internal sealed class LoadingAnswer(long begunAt, bool isUnhurried) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>What it brings.</summary>
    public Task<object?> Answer { get; set; } = Task.FromResult<object?>(null);

    /// <summary>How many wait; changed behind the cache's gate only.</summary>
    public int Waiting { get; set; }

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether it has taken longer than <paramref name="patience"/>, and may go on so.</summary>
    public bool TakesItsTime(TimeSpan patience, TimeProvider time) => isUnhurried && time.GetElapsedTime(begunAt) >= patience;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
