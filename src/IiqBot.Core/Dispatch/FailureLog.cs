using System.Security.Cryptography;

namespace IiqBot.Core.Dispatch;

/// <summary>What an administrator may know of a failure; nothing of what was asked or of whom it was about.</summary>
/// <param name="Reference">What the person was shown.</param>
/// <param name="At">When.</param>
/// <param name="Platform">Where.</param>
/// <param name="Verb">What was asked for.</param>
/// <param name="Cause">Why it failed, in technical words without personal data.</param>
public sealed record FailureEntry(string Reference, DateTimeOffset At, string Platform, string Verb, string Cause);

/// <summary>Remembers the latest failures, so that a reference can be looked up.</summary>
public sealed class FailureLog(TimeProvider time)
{
    private const int Capacity = 1000;
    private readonly LinkedList<FailureEntry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>Remembers a failure, under the reference of its request if the person was told that, or else a new one.</summary>
    public FailureEntry Add(string platform, string verb, string cause, string? reference = null)
    {
        var entry = new FailureEntry(reference ?? ShortReference.New(), time.GetUtcNow(), platform, verb, cause);
        lock (_gate)
        {
            _entries.AddLast(entry);
            if (_entries.Count > Capacity) _entries.RemoveFirst();
        }

        return entry;
    }

    /// <summary>The latest failure with this reference; null when it is unknown or too old.</summary>
    public FailureEntry? Find(string reference)
    {
        lock (_gate) return _entries.LastOrDefault(entry => entry.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Makes short references that can be read out on the telephone: no 0, O, 1, I, L or U.</summary>
public static class ShortReference
{
    private const int Length = 6;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new reference of six characters, such as <c>7F3K2Q</c>; one is a digit, so that it is never a word.</summary>
    public static string New()
    {
        string reference;
        do reference = RandomNumberGenerator.GetString(Alphabet, Length);
        while (!reference.Any(char.IsAsciiDigit));
        return reference;
    }

    /// <summary>
    /// Whether this is written as references are. Words such as "screen" hold the same letters: letters alone count only in
    /// capitals, as they are shown.
    /// </summary>
    public static bool IsOne(string text) =>
        text.Length == Length
        && text.All(letter => Alphabet.Contains(char.ToUpperInvariant(letter), StringComparison.Ordinal))
        && (text.Any(char.IsAsciiDigit) || text.All(char.IsAsciiLetterUpper));

    /// <summary>The reference that these texts always make.</summary>
    public static string Of(params ReadOnlySpan<string> texts)
    {
        var number = BitConverter.ToUInt64(StableId.Of(texts).ToByteArray());
        Span<char> reference = stackalloc char[Length];
        foreach (ref var letter in reference)
        {
            letter = Alphabet[(int)(number % (ulong)Alphabet.Length)];
            number /= (ulong)Alphabet.Length;
        }

        return new string(reference);
    }
}
