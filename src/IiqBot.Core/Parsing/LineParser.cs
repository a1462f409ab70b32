using System.Collections.Frozen;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Parses a typed line. The longest alias at its start decides the verb; the route's <see cref="Line"/> decides what may follow. A
/// line is not a command if it lacks the command's object and has other words instead: "take a look at the printer" takes no ticket.
/// It is not a command either if its first words name a thing: "file server is down". A line without a command that mentions a ticket
/// shows that ticket.
/// </summary>
public sealed class LineParser
{
    private readonly Guesses _guesses;
    private readonly FrozenDictionary<string, Route> _byAlias;
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>> _alone;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _noAliases;
    private readonly FrozenDictionary<string, Route> _routes;
    private readonly int _longestAlias;
    private readonly List<Route> _byOptions;
    private readonly string _showVerb;

    /// <summary>
    /// Creates a parser for these routes. Two routes may share an alias if one of them allows nothing after it: "status" alone does
    /// not ask for the status of a ticket.
    /// </summary>
    /// <param name="routes">All routes, in the order of the help.</param>
    /// <param name="showVerb">The verb that shows the ticket a sentence mentions.</param>
    /// <exception cref="ArgumentException">Two routes share an alias.</exception>
    public LineParser(IEnumerable<Route> routes, string showVerb)
    {
        List<Route> known = [.. routes];
        var byAlias = new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase);
        var alone = new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (alias, route) in known
                .OrderBy(route => route.Line.Parts is [])
                .SelectMany(route => route.Aliases.Select(alias => (alias, route)))
        )
        {
            if (byAlias.TryAdd(alias, route))
                continue;
            if (route.Line.Parts is not [] || byAlias[alias].Line.Parts is [] || !alone.TryAdd(alias, route))
                throw new ArgumentException($"The alias '{alias}' belongs to two routes.", nameof(routes));
        }

        _byAlias = byAlias.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _lookup = _byAlias.GetAlternateLookup<ReadOnlySpan<char>>();
        _alone = alone.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _noAliases = known
            .SelectMany(route => route.NoAliases)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _longestAlias = known
            .SelectMany(route => route.Aliases.Concat(route.NoAliases))
            .Select(alias => alias.Count(c => c == ' ') + 1)
            .DefaultIfEmpty(0)
            .Max();
        _routes = known.ToFrozenDictionary(route => route.Verb, StringComparer.Ordinal);
        _byOptions = [.. known.Where(route => route.IsMeantByOptions)];
        _showVerb = showVerb;
        _guesses = new(known);
    }

    /// <summary>Parses a line. It never throws, whatever was typed.</summary>
    public ParsedLine Parse(string? text)
    {
        if (text?.Length > Arguments.MaxValueLength)
            return new(null, Arguments.None) { IsTooLong = true };
        var words = Words.Of(text);
        if (words.Count == 0)
            return new(null, Arguments.None);
        if (SmallTalkWords.KindOf(words) is { } kind)
            return new(Verbs.SmallTalk, Arguments.Of(ArgumentNames.SmallTalk, $"{kind}"));
        if (_alone.TryGetValue(words.Verb(words.Count), out var bare))
            return new(bare.Verb, Arguments.None);
        if (Command(words, out var begun) is { } command)
            return command;
        if (Polite(words) is { } polite)
            return polite;
        if (_byOptions.Select(route => LineReader.ReadOptions(route, words.Text)).FirstOrDefault(line => line is not null) is { } options)
            return options;
        if (words.Count == 1 && TicketReference.FromWord(words.Text) is { } ticket)
            return new(_showVerb, Arguments.Of("ticket", ticket));
        if (Shortcuts.Of(words) is { } full)
            return Parse(full);
        if (Mended(words) is { } mended)
            return mended;
        return Mention(words) ?? new(null, Arguments.None) { NotUnderstood = words.All(), Suggestions = _guesses.Of(words, begun) };
    }

    private ParsedLine? Command(Words words, out Route? begun)
    {
        begun = null;
        for (var count = Math.Min(_longestAlias, words.Count); count > 0; count--)
        {
            if (_noAliases.Contains(words.Verb(count)))
                break;
            if (!_lookup.TryGetValue(words.Verb(count), out var route))
                continue;

            // "Help with 39181" asks for that ticket.
            if (route.Access == Access.Anyone && TicketReference.FromSentence(words.Text) is not null)
                break;

            var rest = words.After(count);
            var line = LineReader.Read(route, rest);
            if (LineDoubt.ListedIn(route, rest) is { Count: > 1 } several)
                return line with { Doubt = Doubt.Several, Tickets = several };
            if (IsMeant(route, line))
                return Instead(route, rest, words.Verb(count)) ?? LineDoubt.Weigh(route, rest, line);
            begun ??= route;
        }

        return null;
    }

    // "Please close 39181". The text of a new ticket is left to the code that reads filings.
    private ParsedLine? Polite(Words words)
    {
        if (PoliteStart.Off(words, out var isAsked) is not { } rest || Command(rest, out _) is not { Verb: { } verb } line)
            return null;
        var route = _routes[verb];
        if (route.Writes && route.Line.Ticket is null)
            return null;
        // "Can you take 39181?" may be addressed to a colleague.
        var isOpen = isAsked && route is { Writes: true, Line.Rest: null } && line.Doubt == Doubt.None;
        return isOpen ? line with { Doubt = Doubt.Question, DoubtfulWords = "?" } : line;
    }

    // "Resovle 39181 new fuse": a misspelled command that changes something is only offered, with all its words.
    private ParsedLine? Mended(Words words)
    {
        var first = words.Verb(1).ToString();
        if (
            words.Count < 2
            || _guesses.Meant(first) is not { } alias
            || Command(Words.Of($"{alias} {words.After(1)}"), out _) is not { Verb: { } verb } line
        )
            return null;
        var route = _routes[verb];
        if (!route.Writes)
            return line;
        if (route.Line.Ticket is null || line.Doubt == Doubt.Several)
            return null;
        return line with { Doubt = Doubt.Unknown, DoubtfulWords = first, Suggestions = [route.Aliases[0]] };
    }

    // "New comment on 39181: …" is about that ticket and files nothing.
    private ParsedLine? Instead(Route route, string rest, ReadOnlySpan<char> verb)
    {
        if (route.Line.Ticket is not null || route.Line.Message is null || rest.Length == 0)
            return null;
        var inner = Words.Of(rest);
        for (var count = Math.Min(_longestAlias, inner.Count - 1); count > 0; count--)
        {
            if (!_lookup.TryGetValue(inner.Verb(count), out var other) || !other.Writes || other.Line.Ticket is not { } ticket)
                continue;
            var line = LineReader.Read(other, inner.After(count));
            if (line.Arguments[ticket.Name] is not null)
                return line with { Doubt = Doubt.Words, DoubtfulWords = verb.ToString() };
        }

        return null;
    }

    private ParsedLine? Mention(Words words)
    {
        var several = SeveralTickets.In(words.Text);
        if ((several.Count > 0 ? several[0] : TicketReference.FromSentence(words.Text)) is not { } mentioned)
            return null;
        var line = new ParsedLine(_showVerb, Arguments.Of("ticket", mentioned).With(TicketReference.Mentioned, "true"));
        if (several.Count > 0)
            return line with { Doubt = Doubt.Several, Tickets = several };
        if (SmallTalkWords.AsksOnly(words))
            return line;
        var isCommandLike = words.Count > 1 && TicketReference.FromWord(words.After(1).Split(' ', 2)[0]) is not null;
        var command = isCommandLike ? words.Verb(1).ToString() : "";
        return line with { Doubt = Doubt.Unknown, DoubtfulWords = command, Suggestions = _guesses.Near(words) };
    }

    // A device's tag may appear without a ticket, but words after "asset" are not a tag.
    private static bool IsTag(string? tag) => tag is not null && tag.Any(char.IsAsciiDigit) && !tag.Any(char.IsWhiteSpace);

    private static bool IsMeant(Route route, ParsedLine line)
    {
        var hasOthers = line.Arguments.Names.Any();
        if (line.NotUnderstood.Count == 0 && !hasOthers)
            return true;
        return route.Line.Ticket is { } ticket
            ? line.Arguments[ticket.Name] is not null || route.Line.Parts.OfType<LinePart.Tag>().Any(tag => IsTag(line.Arguments[tag.Name]))
            : hasOthers;
    }
}
