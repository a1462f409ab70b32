using System.Buffers;
using System.Text;

namespace IiqBot.Slack.Blocks;

/// <summary>
/// Makes texts safe for Slack: <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> become entities, without which a text could mention a
/// whole channel or pass a link off as another (docs.slack.dev, "Escaping text"), and control characters and direction overrides go.
/// </summary>
internal static class SafeText
{
    // They make what follows read backwards.
    private const string Overrides = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>" + string.Concat(Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)) + Overrides
    );

    /// <summary>The text, escaped and shortened so that it is no longer than this in Slack's eyes; a blank one becomes a dash.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="max">The most characters of the escaped text.</param>
    /// <param name="keepLines">Whether line breaks stay.</param>
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

    /// <summary>The text without its control characters, shortened; for what Slack does not parse (rich text, values in inputs).</summary>
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
