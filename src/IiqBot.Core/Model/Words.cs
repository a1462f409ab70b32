namespace IiqBot.Core.Model;

/// <summary>The words of a line, with their positions.</summary>
internal sealed class Words
{
    private readonly List<Range> _ranges;

    private Words(string text, List<Range> ranges) => (Text, _ranges) = (text, ranges);

    /// <summary>The trimmed line, with single blanks between words. Line breaks stay.</summary>
    public string Text { get; }

    /// <summary>The number of words.</summary>
    public int Count => _ranges.Count;

    /// <summary>Splits a line into words.</summary>
    public static Words Of(string? line)
    {
        var text = Normalize(line);
        var ranges = new List<Range>(8);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var blank = i == text.Length || char.IsWhiteSpace(text[i]);
            if (!blank && start < 0)
                start = i;
            if (!blank || start < 0)
                continue;
            ranges.Add(start..i);
            start = -1;
        }

        return new(text, ranges);
    }

    /// <summary>One word.</summary>
    public ReadOnlySpan<char> this[int index] => Text.AsSpan(_ranges[index]);

    /// <summary>The first words, without punctuation at their end.</summary>
    public ReadOnlySpan<char> Verb(int count)
    {
        var words = Text.AsSpan(0, _ranges[count - 1].End.Value);
        return words.TrimEnd(",.:;!?") is { Length: > 0 } bare ? bare : words;
    }

    /// <summary>What follows the first words.</summary>
    public string After(int count) => count >= _ranges.Count ? "" : Text[_ranges[count].Start..];

    /// <summary>All words.</summary>
    public string[] All() => [.. _ranges.Select(range => Text[range])];

    private static string Normalize(string? line)
    {
        var trimmed = (line ?? "").AsSpan().Trim().TrimStart('/');
        var normal = new System.Text.StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            var blank = c is ' ' or '\t' or '\u00A0';
            if (blank && normal.Length > 0 && normal[^1] == ' ')
                continue;
            normal.Append(blank ? ' ' : c);
        }

        return normal.ToString();
    }
}
