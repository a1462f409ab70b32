namespace IiqBot.IncidentIq;

/// <summary>
/// Counts the calls sent to Incident IQ for one request, so that telemetry and tests can check the request's call budget. It flows
/// with the asynchronous call; nested tallies are independent.
/// </summary>
public sealed class CallTally : IDisposable
{
    private static readonly AsyncLocal<CallTally?> Ambient = new();
    private readonly CallTally? _outer = Ambient.Value;
    private int _count;

    private CallTally() => Ambient.Value = this;

    /// <summary>The calls sent so far; each attempt counts.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts to count the calls of this asynchronous flow, until disposed.</summary>
    public static CallTally Start() => new();

    /// <summary>Counts one attempt, if the current request has a tally.</summary>
    internal static void Add()
    {
        if (Ambient.Value is { } tally)
            Interlocked.Increment(ref tally._count);
    }

    /// <summary>Stops counting.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
