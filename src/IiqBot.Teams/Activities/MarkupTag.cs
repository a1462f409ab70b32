using System.Net;

namespace IiqBot.Teams.Activities;

/// <summary>A tag in markup.</summary>
internal readonly ref struct MarkupTag
{
    private const int LongestKind = 10;
    private readonly ReadOnlySpan<char> _attributes;

    private MarkupTag(int length, string kind, bool isEnd, ReadOnlySpan<char> attributes)
    {
        (Length, Kind, IsEnd) = (length, kind, isEnd);
        _attributes = attributes;
    }

    /// <summary>The tag's length in characters; 0 when there is no tag.</summary>
    public int Length { get; }

    /// <summary>Its name in lower case.</summary>
    public string Kind { get; } = "";

    /// <summary>Whether it ends an element.</summary>
    public bool IsEnd { get; }

    /// <summary>
    /// Reads the tag that begins at the first character, an angle bracket. A tag never extends past the next angle bracket, so one pass
    /// finds all of them.
    /// </summary>
    public static MarkupTag At(ReadOnlySpan<char> text)
    {
        var isEnd = text.Length > 1 && text[1] == '/';
        var name = text[(isEnd ? 2 : 1)..];
        var letters = 0;
        while (letters < name.Length && letters <= LongestKind && char.IsAsciiLetterOrDigit(name[letters]))
            letters++;
        if (letters == 0 || letters == name.Length || !char.IsAsciiLetter(name[0]))
            return default;
        if (name[letters] is not ('>' or '/') && !char.IsWhiteSpace(name[letters]))
            return default;

        var length = LengthOf(text);
        if (length == 0)
            return default;
        var start = text.Length - name.Length + letters;
        return new(length, name[..letters].ToString().ToLowerInvariant(), isEnd, text[start..(length - 1)]);
    }

    /// <summary>Whether its attributes contain this text.</summary>
    public bool Holds(string text) => _attributes.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of an attribute; null when the tag does not have it.</summary>
    public string? Value(string name)
    {
        var rest = _attributes;
        while (rest.IndexOf(name, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            var isName = char.IsWhiteSpace(rest[at - 1]);
            rest = rest[(at + name.Length)..];
            var value = rest.TrimStart();
            if (!isName || !value.StartsWith('='))
                continue;
            value = value[1..].TrimStart();
            var end = value switch
            {
                ['"' or '\'', ..] => value[1..].IndexOf(value[0]) + 1,
                _ => value.IndexOfAny(" \t\r\n"),
            };
            value =
                value is ['"' or '\'', ..] ? value[1..Math.Max(1, end)]
                : end < 0 ? value
                : value[..end];
            return WebUtility.HtmlDecode(value.ToString());
        }
        return null;
    }

    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<':
                    return 0;
                case '>' when quote == '\0':
                    return i + 1;
                case '"' or '\'' when quote == '\0' && text[i - 1] == '=':
                    quote = text[i];
                    break;
                case var c when c == quote:
                    quote = '\0';
                    break;
            }
        }
        return 0;
    }
}
