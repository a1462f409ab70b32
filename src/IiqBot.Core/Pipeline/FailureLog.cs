using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>What an administrator may know about a failure, without the content of the request or the people in it.</summary>
/// <param name="Reference">The reference that the person saw.</param>
/// <param name="At">When it happened.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Cause">Why it failed, in technical words without personal data.</param>
public sealed record FailureEntry(string Reference, DateTimeOffset At, string Platform, string Verb, string Cause);

/// <summary>Remembers the latest failures, so that administrators can look up a reference.</summary>
public sealed class FailureLog(TimeProvider time)
{
    private const int Capacity = 1000;
    private readonly LinkedList<FailureEntry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>Remembers a failure under its request's reference if the person has seen that, otherwise under a new one.</summary>
    public FailureEntry Add(string platform, string verb, string cause, string? reference = null)
    {
        var entry = new FailureEntry(reference ?? ShortReference.New(), time.GetUtcNow(), platform, verb, cause);
        lock (_gate)
        {
            _entries.AddLast(entry);
            if (_entries.Count > Capacity)
                _entries.RemoveFirst();
        }

        return entry;
    }

    /// <summary>The latest failure with this reference; null if it is unknown or too old.</summary>
    public FailureEntry? Find(string reference)
    {
        lock (_gate)
            return _entries.LastOrDefault(entry => entry.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase));
    }
}
