namespace IiqBot.Slack.Blocks;

/// <summary>
/// Splits a text that is too long for one of Slack's inputs over several inputs, and joins the answers again without loss. The id of each
/// further input says what separated it from the one before, because Slack may trim the ends of an answer.
/// </summary>
internal static class LongText
{
    private const char Mark = '~';
    private const char Blank = 's';
    private const char LineBreak = 'n';
    private const char Nothing = 'j';

    /// <summary>The inputs of a text: ids and contents. A text that fits has one input with the field's own id.</summary>
    /// <param name="id">The field's id.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters that one input takes.</param>
    public static IEnumerable<(string Id, string Text)> Pieces(string id, string text, int most)
    {
        var (name, number) = (id, 1);
        while (text.Length > most)
        {
            var at = BreakIn(text, most);
            yield return (name, text[..at]);
            var between = text[at] switch
            {
                ' ' => Blank,
                '\n' => LineBreak,
                _ => Nothing,
            };
            text = text[(between == Nothing ? at : at + 1)..];
            name = $"{id}{Mark}{++number}{between}";
        }

        yield return (name, text);
    }

    /// <summary>The field that an input belongs to, and the separator before its text. Any other input is a field of its own.</summary>
    public static (string Field, string Before) Read(string id)
    {
        var at = id.LastIndexOf(Mark);
        if (at < 0 || at + 2 >= id.Length || !id.AsSpan(at + 1, id.Length - at - 2).ContainsOnlyDigits())
            return (id, "");
        return id[^1] switch
        {
            Blank => (id[..at], " "),
            LineBreak => (id[..at], "\n"),
            Nothing => (id[..at], ""),
            _ => (id, ""),
        };
    }

    // Breaks between two words, so that no piece ends in a blank, and never inside a surrogate pair.
    private static int BreakIn(string text, int most)
    {
        for (var at = most; at > most / 2; at--)
        {
            if (text[at] is ' ' or '\n' && !char.IsWhiteSpace(text[at - 1]) && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
                return at;
        }

        return char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
