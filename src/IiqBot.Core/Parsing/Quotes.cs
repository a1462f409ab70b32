namespace IiqBot.Core.Parsing;

/// <summary>
/// The quotes that people and phones put around a name: "…", “…”, „…“, «…», ‹…›, '…', ‘…’, and mixes of them. An apostrophe inside a
/// word (O'Neil, Andre’s) is not a quote.
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

    /// <summary>Whether a mark is a double quote. Words never contain those.</summary>
    public static bool IsDouble(char mark) => mark is '"' or '“' or '”' or '„' or '«' or '»';

    /// <summary>Reads the quoted text that starts at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The position of the opening mark.</param>
    /// <param name="end">The position after the closing mark.</param>
    /// <returns>The text between the marks; null if no quote starts there.</returns>
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

    /// <summary>Returns a text without its quotes, if they surround all of it.</summary>
    public static string Without(string text) =>
        Take(text, 0, out var end) is { } inner && end == text.Length && inner.Trim().Length > 0 ? inner : text;

    private static bool IsApostrophe(string text, int at) =>
        !IsDouble(text[at]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) && char.IsLetterOrDigit(text[at - 1]);
}
