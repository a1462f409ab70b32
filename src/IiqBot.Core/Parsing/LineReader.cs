using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>Reads what follows an alias, part by part.</summary>
internal static class LineReader
{
    private static readonly WordSet BeforeNumber = new("ticket tickets the number no nr el la solicitud caso #");

    /// <summary>Reads the rest of a line as its route expects. Reports words without a place as not understood.</summary>
    public static ParsedLine Read(Route route, string rest)
    {
        var (arguments, isTagged) = (Arguments.None, false);
        if (rest.Contains(':', StringComparison.Ordinal) && route.Line.Options is { Count: > 0 } options)
            (rest, arguments) = LineOptions.Take(options, rest);

        foreach (var part in route.Line.Parts)
        {
            switch (part)
            {
                case LinePart.Tag when TagIn(rest) is { } tag:
                    (arguments, isTagged) = (arguments.With(part.Name, tag), true);
                    rest = SkipWord(rest);
                    break;
                case LinePart.Ticket when TicketAt(rest, out var behind) is { } ticket:
                    arguments = arguments.With(part.Name, ticket);
                    rest = behind;
                    break;
                case LinePart.Ticket when !route.Writes && TicketReference.FromSentence(rest) is { } mentioned:
                    // "Show me ticket 39181 please".
                    arguments = arguments.With(part.Name, mentioned).With(TicketReference.Mentioned, "true");
                    rest = "";
                    break;
                case LinePart.Reference
                    when rest.TrimEnd('.', '!', '?', ')').TrimStart('(') is var reference && ShortReference.IsOne(reference):
                    arguments = arguments.With(part.Name, reference);
                    rest = "";
                    break;
                case LinePart.Filler when FirstWord(rest).Equals(part.Name, StringComparison.OrdinalIgnoreCase):
                    rest = SkipWord(rest);
                    break;
                case LinePart.Word when FirstWord(rest) is { Length: > 0 } word:
                    arguments = arguments.With(part.Name, word.TrimEnd(',', '.', ';', ':'));
                    rest = SkipWord(rest);
                    break;
                case LinePart.Rest { After: { Count: > 0 } leads } when !leads.Contains(FirstWord(rest), StringComparer.OrdinalIgnoreCase):
                    break;
                case LinePart.Rest when isTagged:
                    break;
                case LinePart.Rest { Kind: RestKind.Note } when FillerWords.AreAll(rest):
                    rest = "";
                    break;
                case LinePart.Rest last when Unquote(rest) is { Length: > 0 } text:
                    if (last.Kind is RestKind.Name or RestKind.Day && route.Writes)
                        text = FillerWords.Without(text);
                    arguments = arguments.With(part.Name, arguments[part.Name] is { } already ? $"{already} {text}" : text);
                    rest = "";
                    break;
            }
        }

        return new(route.Verb, arguments)
        {
            // An emoji or a mark alone means nothing: "my tickets 👍".
            NotUnderstood =
            [
                .. rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit)),
            ],
        };
    }

    /// <summary>
    /// Reads a line that has only options of a route, including names of several words. Returns null if the line contains anything
    /// else, or a colon as in a sentence: "Location: the gym".
    /// </summary>
    public static ParsedLine? ReadOptions(Route route, string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal))
            return null;
        var (rest, options) = LineOptions.Take(route.Line.Options, text);
        var behind = options.Values.Where(pair => LinePart.Option.IsMore(pair.Key)).SelectMany(pair => pair.Value.Split(' '));
        var others = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return options.Names.Any() && others.Order(StringComparer.Ordinal).SequenceEqual(behind.Order(StringComparer.Ordinal))
            ? Read(route, text)
            : null;
    }

    // Reads "39181" and "the ticket number 39181".
    private static string? TicketAt(string rest, out string behind)
    {
        behind = rest;
        while (BeforeNumber.Has(FirstWord(behind).TrimEnd(':', '.')))
            behind = SkipWord(behind);
        var ticket = TicketReference.FromWord(FirstWord(behind));
        behind = SkipWord(behind);
        return ticket;
    }

    // Reads "CB-1234 to 39181" and "CB-1234" alone. A word that only starts a sentence is not a tag.
    private static string? TagIn(string rest)
    {
        var word = FirstWord(rest);
        if (!word.Any(char.IsAsciiDigit))
            return null;
        var behind = FirstWord(rest[word.Length..].TrimStart());
        return behind.ToLowerInvariant() is "" or "to" or "on" or "with" or "please" or "and"
            ? word.TrimEnd(',', '.', ';', ':', '!', '?').TrimStart('#')
            : null;
    }

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \n\r\t");
        return end < 0 ? text : text[..end];
    }

    private static string SkipWord(string text) => text[FirstWord(text).Length..].TrimStart(' ', ',', ':', '\n', '\r', '\t');

    private static string Unquote(string text)
    {
        var trimmed = text.Trim().TrimStart(',', ':', '-').Trim();
        return Quotes.Without(trimmed);
    }
}
