namespace IiqBot.Core.Parsing;

/// <summary>
/// The quotes that people and phones put around a name: "…", “…”, „…“, «…», ‹…›, '…', ‘…’, and mixes of them. An apostrophe inside a word
/// (O'Neil, Andre’s) is no quote.
/// </summary>
internal static class Quotes
{
    // Each mark that can open, with the marks that can close it. „ is closed by “, and in Swedish and Finnish ” opens as well.
    private static readonly Dictionary<char, string> Closers = new()
    {
        ['"'] = "\"”“",
        ['“'] = "”\"“",
        ['”'] = "”\"",
        ['„'] = "“”\"",
        ['«'] = "»",
        ['»'] = "«»",
        ['‹'] = "›",
        ['›'] = "‹›",
        ['\''] = "'’",
        ['‘'] = "’'",
        ['’'] = "’'",
        ['‚'] = "‘’'",
    };

    /// <summary>Whether a mark belongs to the double kind, which no word holds.</summary>
    public static bool IsDouble(char mark) => mark is '"' or '“' or '”' or '„' or '«' or '»';

    /// <summary>Finds what stands in quotes at a place in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the opening mark would stand.</param>
    /// <param name="end">Where the text goes on behind the closing mark.</param>
    /// <returns>What stands between the marks; null when nothing is quoted there.</returns>
    public static string? Take(string text, int at, out int end)
    {
        end = at;
        if (at >= text.Length || !Closers.TryGetValue(text[at], out var closers))
            return null;
        for (var i = at + 1; i < text.Length; i++)
        {
            if (!closers.Contains(text[i], StringComparison.Ordinal) || IsApostrophe(text, i))
                continue;
            end = i + 1;
            return text[(at + 1)..i];
        }

        return null;
    }

    /// <summary>A text without the quotes around it, if they are around all of it.</summary>
    public static string Without(string text) =>
        Take(text, 0, out var end) is { } inner && end == text.Length && inner.Trim().Length > 0 ? inner : text;

    private static bool IsApostrophe(string text, int at) =>
        !IsDouble(text[at]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) && char.IsLetterOrDigit(text[at - 1]);
}
