namespace IiqBot.Slack.Blocks;

/// <summary>
/// A text that is longer than one input of Slack takes, in several inputs: nothing of it is lost, and what comes back is put together
/// again. The id of each further input says what stood between it and the one before, for Slack may trim an answer's ends.
/// </summary>
internal static class LongText
{
    private const char Mark = '~';
    private const char Blank = 's';
    private const char LineBreak = 'n';
    private const char Nothing = 'j';

    /// <summary>The inputs of a text: their ids and what stands in each; one, with the field's own id, for a text that fits.</summary>
    /// <param name="id">The field's id.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">The most that one input takes.</param>
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

    /// <summary>The field that an input belongs to, and what stands before its text; an input of another kind is its own field.</summary>
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

    // Between two words, so that no end of a piece is a blank; not through the middle of a character that takes two places.
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
