using System.Collections.Frozen;

namespace IiqBot.Core.Parsing;

/// <summary>Words that people add to a command without changing its meaning.</summary>
internal static class FillerWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = new[]
    {
        "please",
        "pls",
        "plz",
        "thanks",
        "thank",
        "you",
        "thx",
        "ty",
        "now",
        "today",
        "right",
        "immediately",
        "asap",
        "for",
        "me",
        "ticket",
        "the",
        "#",
        "just",
        "kindly",
        "ok",
        "okay",
        "then",
        "too",
        "again",
        "-",
        "–",
        "🙏",
        "👍",
        "🙂",
        "😊",
        "por",
        "favor",
        "gracias",
        "ahora",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is one of them, with or without punctuation after it.</summary>
    public static bool Has(ReadOnlySpan<char> word) =>
        word.TrimEnd(".,!;:") is var bare && (bare.IsEmpty || Known.Contains(bare) || IsSmile(bare));

    // Marks alone, such as ":)", mean nothing. A question mark or a number does.
    private static bool IsSmile(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLetterOrDigit(c) || c is '?' or '¿')
                return false;
        }

        return true;
    }

    /// <summary>Whether a text has only such words: "please" is not a note.</summary>
    public static bool AreAll(ReadOnlySpan<char> text)
    {
        foreach (var word in text.SplitAny(" \n\r\t"))
        {
            if (!Has(text[word]))
                return false;
        }

        return true;
    }

    /// <summary>Returns a name without the polite words after it.</summary>
    public static string Without(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var count = words.Length;
        while (count > 1 && IsPolite(words[count - 1]))
            count--;
        return count == words.Length ? name : string.Join(' ', words[..count]).TrimEnd(',');
    }

    private static bool IsPolite(string word) =>
        word.TrimEnd('.', '!', ',').ToLowerInvariant()
            is "please"
                or "pls"
                or "plz"
                or "thanks"
                or "thx"
                or "now"
                or "asap"
                or "🙏"
                or "👍"
                or "gracias";
}
