namespace IiqBot.IncidentIq.Lookups;

/// <summary>A cached answer.</summary>
internal sealed class KeptAnswer(object? value)
{
    private long _oldAt;

    /// <summary>The answer; null means "there is none".</summary>
    public object? Value => value;

    /// <summary>When it becomes due for a refresh.</summary>
    public DateTimeOffset OldAt
    {
        set => Volatile.Write(ref _oldAt, value.UtcTicks);
    }

    /// <summary>Whether it is due for a refresh now.</summary>
    public bool IsOld(TimeProvider time) => time.GetUtcNow().UtcTicks >= Volatile.Read(ref _oldAt);
}

/// <summary>A call in progress, with the number of callers that wait for it.</summary>
/// <param name="begunAt">The timestamp of its start.</param>
/// <param name="isUnhurried">Whether its attempts may take longer than people would wait.</param>
internal sealed class LoadingAnswer(long begunAt, bool isUnhurried) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>The answer it will bring.</summary>
    public Task<object?> Answer { get; set; } = Task.FromResult<object?>(null);

    /// <summary>How many callers wait; changed under the cache's lock only.</summary>
    public int Waiting { get; set; }

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether the call is slow: it has taken at least <paramref name="patience"/>, and no caller's deadline limits it.</summary>
    public bool TakesItsTime(TimeSpan patience, TimeProvider time) => isUnhurried && time.GetElapsedTime(begunAt) >= patience;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
