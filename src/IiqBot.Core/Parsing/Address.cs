using System.Buffers;
using System.Text;

namespace IiqBot.Core.Parsing;

/// <summary>A typed line, without the words that only address the bot.</summary>
/// <param name="Text">The line without them.</param>
/// <param name="BehindName">
/// What follows the bot's name if other words come before it, or if the name may be a word of the sentence; otherwise null. The bot
/// tries it if the whole line is not a command: "fyi @bot my tickets".
/// </param>
public sealed record AddressedLine(string Text, string? BehindName = null);

/// <summary>
/// Removes from a line the words that address the bot: a mention, or its name at the start, and the punctuation after it. The rule is
/// the same on every platform.
/// </summary>
public static class Address
{
    /// <summary>The character that adapters put in place of a mention of the bot.</summary>
    public const char Mention = '\u0001';

    private const string Blanks = " \t\r\n\u00a0";
    private const string Marks = ",:;!>";
    private static readonly SearchValues<char> Separators = SearchValues.Create(Blanks + Marks + "-–—.…?~=→|");
    private static readonly SearchValues<char> BlankOrMark = SearchValues.Create(Blanks + Marks);

    /// <summary>Reads a line in which each mention of the bot is a <see cref="Mention"/>.</summary>
    /// <param name="line">The line, with a <see cref="Mention"/> for each mention of the bot.</param>
    /// <param name="name">The bot's name on the platform; null if unknown.</param>
    public static AddressedLine Read(string line, string? name)
    {
        var parts = line.Split(Mention);
        var before = parts[0].Trim();
        if (parts.Length == 1)
            return WithoutName(before, name);

        var behind = Joined("", parts.AsSpan(1));
        if (before.Length > 0)
            return new(Joined(parts[0].TrimStart(), parts.AsSpan(1)), behind);
        // A line with only "?" asks for help; "?" is the command for that.
        return new(behind.Length == 0 && line.Contains('?', StringComparison.Ordinal) ? "?" : behind);
    }

    /// <summary>
    /// People also type the name: "IiqBot: take 39182". With an @ before it or a mark after it, the name addresses the bot. Otherwise
    /// it may be part of the sentence.
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

    /// <summary>Joins the pieces between mentions. A line break next to a mention stays.</summary>
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

    /// <summary>Trims these characters. Returns whether there was a line break among them.</summary>
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
