namespace IiqBot.Slack.Inbound;

/// <summary>
/// Limits how many bodies the bot reads at once, and how much memory they take in all, before it knows whether Slack sent them. It rejects
/// the rest, so that strangers who send a lot, or slowly, cannot fill the memory.
/// </summary>
internal sealed class UnverifiedBodies
{
    /// <summary>The most bodies at once.</summary>
    public const int MostBodies = 2_000;

    /// <summary>The most bytes for all of them.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    private int _bodies;
    private long _bytes;

    /// <summary>How many bodies are in progress.</summary>
    public int Count => Volatile.Read(ref _bodies);

    /// <summary>Admits one more body; false when there are too many.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _bodies) <= MostBodies)
            return true;
        Interlocked.Decrement(ref _bodies);
        return false;
    }

    /// <summary>Reserves memory for a body; false when there is no more.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= MostBytes)
            return true;
        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }

    /// <summary>Releases a body and its memory.</summary>
    public void Leave(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Decrement(ref _bodies);
    }
}
