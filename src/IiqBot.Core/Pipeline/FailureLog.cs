using IiqBot.Core.Model;

namespace IiqBot.Core.Pipeline;

/// <summary>What an administrator may know of a failure, without what was asked or whom it was about.</summary>
/// <param name="Reference">What the person was shown.</param>
/// <param name="At">When.</param>
/// <param name="Platform">Where.</param>
/// <param name="Verb">What was asked for.</param>
/// <param name="Cause">Why it failed, in technical words without personal data.</param>
public sealed record FailureEntry(string Reference, DateTimeOffset At, string Platform, string Verb, string Cause);

/// <summary>Remembers the latest failures, so that administrators can look up a reference.</summary>
public sealed class FailureLog(TimeProvider time)
{
    private const int Capacity = 1000;
    private readonly LinkedList<FailureEntry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>Remembers a failure, under its request's reference if the person has read that one, or else under a new one.</summary>
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

    /// <summary>The latest failure with this reference; null when it is unknown or too old.</summary>
    public FailureEntry? Find(string reference)
    {
        lock (_gate)
            return _entries.LastOrDefault(entry => entry.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase));
    }
}
