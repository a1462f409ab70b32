namespace IiqBot.IncidentIq;

/// <summary>
/// Counts the calls sent to Incident IQ on behalf of one request, so that telemetry and tests can hold the bot to
/// its budget. Flows with the asynchronous call; nested tallies are independent.
/// </summary>
public sealed class CallTally : IDisposable
{
    private static readonly AsyncLocal<CallTally?> Ambient = new();
    private readonly CallTally? _outer = Ambient.Value;
    private int _count;

    private CallTally() => Ambient.Value = this;

    /// <summary>Calls sent so far, each attempt counted.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts counting for what this asynchronous flow does until it is disposed.</summary>
    public static CallTally Start() => new();

    /// <summary>Counts one attempt for the current request, if any is being counted.</summary>
    internal static void Add()
    {
        if (Ambient.Value is { } tally)
            Interlocked.Increment(ref tally._count);
    }

    /// <summary>Stops counting.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
