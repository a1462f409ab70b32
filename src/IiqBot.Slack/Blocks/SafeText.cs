using System.Buffers;
using System.Text;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Makes texts safe for Slack. It turns <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> into entities, because otherwise a text could mention a
/// whole channel or disguise a link (docs.slack.dev, "Escaping text"), and removes control characters and direction overrides.
/// </summary>
internal static class SafeText
{
    // These make the following text run backwards.
    private const string Overrides = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>" + string.Concat(Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)) + Overrides
    );

    /// <summary>Escapes a text and cuts it to the number of characters that Slack counts. A blank text becomes a dash.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The most characters of the escaped text.</param>
    /// <param name="keepLines">Whether to keep line breaks.</param>
    public static string Escape(string? text, int max, bool keepLines = false)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
            return "–";
        if (trimmed.Length <= max && !trimmed.AsSpan().ContainsAny(Special))
            return trimmed;
        var safe = new StringBuilder(Math.Min(max, trimmed.Length) + 8);
        var (end, isCut) = (0, false);
        foreach (var rune in trimmed.EnumerateRunes())
        {
            var piece = Piece(rune, keepLines);
            isCut = safe.Length + piece.Length > max;
            if (isCut)
                break;
            safe.Append(piece);
            if (safe.Length < max)
                end = safe.Length;
        }

        if (isCut)
        {
            safe.Length = end;
            safe.Append('…');
        }

        var result = safe.ToString();
        return string.IsNullOrWhiteSpace(result) ? "–" : result;
    }

    /// <summary>Removes control characters and cuts a text, for places where Slack parses nothing (rich text, values of inputs).</summary>
    public static string Plain(string? text, int max)
    {
        var plain = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsHidden(rune) && rune.Value is not ('\n' or '\t'))
                continue;
            if (plain.Length + rune.Utf16SequenceLength > max - 1 && (text?.Length ?? 0) > max)
                return plain.Append('…').ToString();
            plain.Append(rune);
        }

        return plain.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune) || (rune.IsBmp && Overrides.Contains((char)rune.Value, StringComparison.Ordinal));

    private static string Piece(Rune rune, bool keepLines) =>
        rune.Value switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\n' when keepLines => "\n",
            '\n' or '\t' => " ",
            _ when IsHidden(rune) => "",
            _ => rune.ToString(),
        };
}
