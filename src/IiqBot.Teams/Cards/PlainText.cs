using System.Buffers;
using System.Text;

namespace IiqBot.Teams.Cards;

/// <summary>
/// Makes people's texts safe to show. Body texts go into a RichTextBlock, which never reads Markdown. Escaping them for a TextBlock would
/// not work: Teams on phones has shown backslashes and entities as they are (AdaptiveCards issue 5590, msteams-docs issue 10997), so no
/// escape looks right everywhere. What remains dangerous in a RichTextBlock are the DATE and TIME functions, control characters, direction
/// overrides and half surrogate pairs.
/// </summary>
internal static class PlainText
{
    private const char ZeroWidthSpace = '\u200B';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create([
        .. Enumerable.Range(0, 32).Concat(Enumerable.Range(127, 33)).Select(code => (char)code),
        '{',
        .. "\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
    ]);

    private static readonly SearchValues<char> MarkdownCharacters = SearchValues.Create("*_`~<>[]\\{}#&|");

    private static readonly SearchValues<char> ActiveAnywhere = SearchValues.Create("*`~<\\");

    /// <summary>The text on one line, cut to this many characters.</summary>
    public static string Line(string text, int max) => Clean(text, max, keepBreaks: false);

    /// <summary>The text with its line breaks, cut to this many characters. Several empty lines become one.</summary>
    public static string Lines(string text, int max) => Clean(text, max, keepBreaks: true);

    /// <summary>
    /// One line for the few places that may read Markdown or markup and cannot hold a RichTextBlock (fallbackText, speak). Characters that
    /// could have an effect become blanks.
    /// </summary>
    public static string Unmarked(string text, int max)
    {
        var line = Line(text, max);
        if (IsInert(line))
            return line;

        var result = new StringBuilder(line.Length + 8).Append(ZeroWidthSpace);
        foreach (var character in line)
        {
            result.Append(MarkdownCharacters.Contains(character) ? ' ' : character);
            if (character == ':')
                result.Append(ZeroWidthSpace);
        }
        return result.ToString().Replace("www.", "www\u200B.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a line looks the same even where the client reads Markdown.</summary>
    public static bool IsInert(string line)
    {
        if (line.AsSpan().ContainsAny(ActiveAnywhere))
            return false;
        if (
            line.Contains("](", StringComparison.Ordinal)
            || line.Contains("://", StringComparison.Ordinal)
            || line.Contains("www.", StringComparison.OrdinalIgnoreCase)
        )
            return false;

        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '&' && IsEntity(line.AsSpan(i + 1)))
                return false;
            if (line[i] == '_' && !IsInWord(line, i))
                return false;
        }
        return !StartsBlock(line);
    }

    private static bool IsEntity(ReadOnlySpan<char> behind)
    {
        var length = 0;
        while (length < behind.Length && (char.IsAsciiLetterOrDigit(behind[length]) || behind[length] == '#'))
            length++;
        return length > 0 && length < behind.Length && behind[length] == ';';
    }

    private static bool IsInWord(string line, int at) =>
        at > 0 && at + 1 < line.Length && char.IsLetterOrDigit(line[at - 1]) && char.IsLetterOrDigit(line[at + 1]);

    /// <summary>Whether a line starts a list, a quotation, a heading or a rule.</summary>
    private static bool StartsBlock(string line)
    {
        if (line.Length == 0)
            return false;
        if (line[0] is '-' or '+' or '>' or '=')
            return true;
        if (line[0] == '#')
            return line.Length == 1 || line[1] is '#' or ' ';
        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && line[digits] is '.' or ')' && (digits + 1 == line.Length || line[digits + 1] == ' ');
    }

    private static string Clean(string text, int max, bool keepBreaks)
    {
        var span = text.AsSpan();
        if (text.Length <= max && !span.ContainsAny(Suspicious) && !span.ContainsAnyInRange('\uD800', '\uDFFF'))
            return text.Trim();

        var result = new StringBuilder(Math.Min(text.Length, max) + 2);
        var (breaks, previous) = (0, default(Rune));
        foreach (var rune in text.AsSpan().Trim().EnumerateRunes())
        {
            var isSecondHalf = rune.Value == '\n' && previous.Value == '\r';
            previous = rune;
            if (isSecondHalf)
                continue;
            if (result.Length + rune.Utf16SequenceLength > max)
                return Shortened(result, max);
            var isBreak = rune.Value is '\n' or '\r' or '\u2028' or '\u2029';
            breaks =
                isBreak ? breaks + 1
                : Rune.IsWhiteSpace(rune) ? breaks
                : 0;
            if (isBreak && keepBreaks)
            {
                if (breaks <= 2)
                    result.Append('\n');
            }
            else if (isBreak || rune.Value == '\t')
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else if (rune.Value == '{' && result.Length > 0 && result[^1] == '{')
            {
                result.Append(ZeroWidthSpace).Append('{'); // so that {{DATE(…)}} stays text
            }
            else if (!Suspicious.Contains((char)Math.Min(rune.Value, char.MaxValue)) || rune.Value == '{')
            {
                result.Append(rune);
            }
        }
        return result.ToString();
    }

    private static string Shortened(StringBuilder text, int max)
    {
        var length = Math.Min(text.Length, max - 1);
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        while (length > 0 && char.IsWhiteSpace(text[length - 1]))
            length--;
        text.Length = length;
        return text.Append('…').ToString();
    }
}
