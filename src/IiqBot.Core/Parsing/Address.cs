using System.Buffers;
using System.Text;

namespace IiqBot.Core.Parsing;

/// <summary>A typed line without the words that only call the bot.</summary>
/// <param name="Text">What was said.</param>
/// <param name="BehindName">
/// What stands behind the bot's name, where other words stand before it, or where the name may be a word of the sentence; null
/// otherwise. It counts when the whole line is no command: "fyi @bot my tickets".
/// </param>
public sealed record AddressedLine(string Text, string? BehindName = null);

/// <summary>
/// Removes from a line how people call the bot: its mention, or its name at the start, and the punctuation behind it. The rule is the same
/// on every platform.
/// </summary>
public static class Address
{
    /// <summary>What an adapter puts where the bot was mentioned.</summary>
    public const char Mention = '\u0001';

    private const string Blanks = " \t\r\n\u00a0";
    private const string Marks = ",:;!>";
    private static readonly SearchValues<char> Separators = SearchValues.Create(Blanks + Marks + "-–—.…?~=→|");
    private static readonly SearchValues<char> BlankOrMark = SearchValues.Create(Blanks + Marks);

    /// <summary>Reads a line in which each mention of the bot is a <see cref="Mention"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">The bot's name on the platform; null when it is not known.</param>
    public static AddressedLine Read(string line, string? name)
    {
        var parts = line.Split(Mention);
        var before = parts[0].Trim();
        if (parts.Length == 1)
            return WithoutName(before, name);

        var behind = Joined("", parts.AsSpan(1));
        if (before.Length > 0)
            return new(Joined(parts[0].TrimStart(), parts.AsSpan(1)), behind);
        // Who only asks "?" wants help, and says so with the mark itself.
        return new(behind.Length == 0 && line.Contains('?', StringComparison.Ordinal) ? "?" : behind);
    }

    /// <summary>
    /// People also type the name: "IiqBot: take 39182". With an @ or a mark it calls the bot, else it may be part of the sentence.
    /// </summary>
    private static AddressedLine WithoutName(string line, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new(line);
        var isCalled = line.StartsWith('@');
        var rest = line.AsSpan(isCalled ? 1 : 0);
        if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            return new(line);

        rest = rest[name.Length..];
        var said = TrimStart(rest);
        var separator = rest[..^said.Length];
        if (said.Length == 0)
            return isCalled ? new("") : new(line);
        if (!separator.ContainsAny(BlankOrMark))
            return new(line); // the name goes on: "IiqBot-2", "IiqBot's"
        isCalled |= separator.ContainsAnyExcept(Blanks);
        return isCalled ? new(said.ToString()) : new(line, said.ToString());
    }

    /// <summary>The pieces between mentions as one text; a line break at a mention stays one.</summary>
    private static string Joined(string first, ReadOnlySpan<string> others)
    {
        var text = new StringBuilder(first);
        var gap = false;
        foreach (var other in others)
        {
            var words = TrimStart(other);
            gap |= other.AsSpan(..^words.Length).Contains('\n');
            if (words.Length == 0)
                continue;
            gap |= TrimEnd(text, Blanks);
            if (text.Length > 0)
                text.Append(gap ? '\n' : ' ');
            text.Append(words);
            gap = false;
        }
        // A mention at the end: "take 39182, @bot".
        if (TrimStart(others[^1]).Length == 0)
            TrimEnd(text, Blanks + ",:;-–—");
        TrimEnd(text, Blanks);
        return text.ToString();
    }

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(Separators) is >= 0 and var start ? text[start..] : [];

    /// <summary>Cuts these characters off; whether a line break was among them.</summary>
    private static bool TrimEnd(StringBuilder text, string characters)
    {
        var hadBreak = false;
        while (text.Length > 0 && characters.Contains(text[^1], StringComparison.Ordinal))
        {
            hadBreak |= text[^1] == '\n';
            text.Length--;
        }
        return hadBreak;
    }
}
