using System.Text;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>Finds <c>name:value</c> in a line. A name with one typing error still counts.</summary>
internal static class LineOptions
{
    // The most words that a name, or a date such as "15 de enero de 2027", can have after its first word.
    private const int MostBehind = 4;

    /// <summary>Removes the options from a line and returns them.</summary>
    /// <returns>The rest of the line, and the options.</returns>
    public static (string Remaining, Arguments Options) Take(IReadOnlyList<LinePart.Option> known, string line)
    {
        var options = Arguments.None;
        var rest = new StringBuilder(line.Length);
        var at = 0;
        while (at < line.Length)
        {
            var start = at;
            if (
                Begins(line, at)
                && NameAt(line, at) is { Length: > 0 } name
                && Find(known, name, line, at + name.Length + 1) is { } option
                && ValueAt(option, line, at + name.Length + 1, out at, out var isQuoted) is { } value
            )
            {
                options = options.With(option.Name, value);
                var more = option.IsName && !isQuoted ? string.Join(' ', WordsAt(line, at)) : "";
                if (more.Length > 0)
                    options = options.With(LinePart.Option.More(option.Name), more);
                continue;
            }

            at = start;
            rest.Append(line[at++]);
        }

        return (OneBlank(rest), options);
    }

    /// <summary>Returns the name of a <c>name:value</c> that starts here, as it was typed; empty if there is none.</summary>
    public static string NameAt(string line, int at)
    {
        var end = at;
        while (end < line.Length && char.IsLetter(line[end]))
            end++;
        return end < line.Length && line[end] == ':' ? line[at..end] : "";
    }

    private static bool Begins(string line, int at) => at == 0 || char.IsWhiteSpace(line[at - 1]);

    private static LinePart.Option? Find(IReadOnlyList<LinePart.Option> known, string name, string line, int value)
    {
        var plain = Slip.Plain(name);
        foreach (var option in known)
        {
            if (option.Name == plain || option.Aliases.Contains(plain))
                return option;
        }

        // "Statue: broken" is a sentence, not an option.
        if (value >= line.Length || char.IsWhiteSpace(line[value]))
            return null;
        LinePart.Option? meant = null;
        foreach (var option in known)
        {
            if (!Slip.IsOne(plain, option.Name) && !option.Aliases.Any(alias => Slip.IsOne(plain, alias)))
                continue;
            if (meant is not null)
                return null;
            meant = option;
        }

        return meant;
    }

    private static string? ValueAt(LinePart.Option option, string line, int at, out int end, out bool isQuoted)
    {
        if (at < line.Length && line[at] == ' ')
            at++;
        var quoted = Quotes.Take(line, at, out end);
        isQuoted = quoted is not null;
        if (isQuoted)
            return quoted;
        end = at;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
            end++;
        if (end == at)
            return null;
        var word = line[at..end];
        if (option.Takes is not { } takes)
            return word;
        var behind = WordsAt(line, end);
        for (var count = behind.Count; count > 0; count--)
        {
            var phrase = $"{word} {string.Join(' ', behind.Take(count))}";
            if (!takes(phrase))
                continue;
            end = at + phrase.Length;
            return phrase;
        }

        return word;
    }

    // Returns the next words, up to another option, a quoted text or more than one space.
    private static List<string> WordsAt(string line, int at)
    {
        List<string> words = [];
        while (words.Count < MostBehind && at + 1 < line.Length && line[at] == ' ' && NameAt(line, at + 1).Length == 0)
        {
            var end = ++at;
            while (end < line.Length && !char.IsWhiteSpace(line[end]) && !Quotes.IsDouble(line[end]))
                end++;
            if (end == at || (end < line.Length && Quotes.IsDouble(line[end])))
                break;
            words.Add(line[at..end]);
            at = end;
        }

        return words;
    }

    private static string OneBlank(StringBuilder text)
    {
        var single = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ' ' || single.Length == 0 || single[^1] != ' ')
                single.Append(text[i]);
        }

        return single.ToString().Trim();
    }
}
