using System.Collections.Frozen;
using FuzzySharp;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Understands a typed line: the longest alias at its start decides the verb, the route's <see cref="Line"/> what follows.
/// A command that lacks what it is about, and has other words instead, is none: "take a look at the printer" takes no ticket. Neither
/// is one whose first words mean a thing: "file server is down".
/// A line without a command that mentions a ticket shows that ticket.
/// </summary>
public sealed class LineParser
{
    private const int SuggestionScore = 60;
    private readonly FrozenDictionary<string, Route> _byAlias;
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>> _alone;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _noAliases;
    private readonly int _longestAlias;
    private readonly List<Route> _byOptions;
    private readonly string _showVerb;

    /// <summary>
    /// Makes a parser for these routes. Two may share an alias if nothing may follow it in one of them: "status" alone is not the status of
    /// a ticket.
    /// </summary>
    /// <param name="routes">Every route, in the order in which help lists them.</param>
    /// <param name="showVerb">The verb that shows the ticket a sentence mentions.</param>
    /// <exception cref="ArgumentException">Two routes share an alias.</exception>
    public LineParser(IEnumerable<Route> routes, string showVerb)
    {
        List<Route> known = [.. routes];
        var byAlias = new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase);
        var alone = new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, route) in known.OrderBy(route => route.Line.Parts is []).SelectMany(route => route.Aliases.Select(alias => (alias, route))))
        {
            if (byAlias.TryAdd(alias, route)) continue;
            if (route.Line.Parts is not [] || byAlias[alias].Line.Parts is [] || !alone.TryAdd(alias, route))
                throw new ArgumentException($"The alias '{alias}' belongs to two routes.", nameof(routes));
        }

        _byAlias = byAlias.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _lookup = _byAlias.GetAlternateLookup<ReadOnlySpan<char>>();
        _alone = alone.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _noAliases = known.SelectMany(route => route.NoAliases).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _longestAlias = known.SelectMany(route => route.Aliases.Concat(route.NoAliases)).Select(alias => alias.Count(c => c == ' ') + 1).DefaultIfEmpty(0).Max();
        _byOptions = [.. known.Where(route => route.IsMeantByOptions)];
        _showVerb = showVerb;
    }

    /// <summary>Understands a line; never throws for anything typed.</summary>
    public ParsedLine Parse(string? text)
    {
        if (text?.Length > Arguments.MaxValueLength) return new(null, Arguments.None) { IsTooLong = true };
        var words = Words.Of(text);
        if (words.Count == 0) return new(null, Arguments.None);
        if (_alone.TryGetValue(words.Verb(words.Count), out var bare)) return new(bare.Verb, Arguments.None);
        Route? begun = null;
        for (var count = Math.Min(_longestAlias, words.Count); count > 0; count--)
        {
            if (_noAliases.Contains(words.Verb(count))) break;
            if (!_lookup.TryGetValue(words.Verb(count), out var route)) continue;

            // "Help with 39181" asks for that ticket.
            if (route.Access == Access.Anyone && TicketReference.FromSentence(words.Text) is not null) break;

            var line = LineReader.Read(route, words.After(count));
            if (IsMeant(route, line)) return line;
            begun ??= route;
        }

        if (_byOptions.Select(route => LineReader.ReadOptions(route, words.Text)).FirstOrDefault(line => line is not null) is { } options) return options;
        if (words.Count == 1 && TicketReference.FromWord(words.Text) is { } ticket) return new(_showVerb, Arguments.Of("ticket", ticket));
        return TicketReference.FromSentence(words.Text) is { } mentioned
            ? new(_showVerb, Arguments.Of("ticket", mentioned).With(TicketReference.Mentioned, "true"))
            : new(null, Arguments.None) { NotUnderstood = words.All(), Suggestions = Suggest(words, begun) };
    }

    private static bool IsMeant(Route route, ParsedLine line)
    {
        var hasOthers = line.Arguments.Names.Any();
        if (line.NotUnderstood.Count == 0 && !hasOthers) return true;
        return route.Line.Ticket is { } ticket ? line.Arguments[ticket.Name] is not null : hasOthers;
    }

    // A command that was spelled right needs no guess: it is that one without its ticket, or none.
    private string[] Suggest(Words words, Route? begun) => begun switch
    {
        null or { Line.Parts: [] } => Suggest(words),
        { Line.Ticket: not null } => [begun.Aliases[0]],
        _ => [],
    };

    private string[] Suggest(Words words)
    {
        // Comparing spellings takes time by the product of both lengths.
        var start = words.Text.Length > 40 ? words.Text[..40] : words.Text;
        var first = words.Verb(1) is { Length: > 40 } word ? word[..40].ToString() : words.Verb(1).ToString();
        return [.. _byAlias.Keys
            .Select(alias => (alias, score: Math.Max(Fuzz.Ratio(alias, start.ToLowerInvariant()), Fuzz.Ratio(alias, first.ToLowerInvariant()))))
            .Where(candidate => candidate.score >= SuggestionScore)
            .OrderByDescending(candidate => candidate.score)
            .ThenBy(candidate => candidate.alias, StringComparer.Ordinal)
            .Select(candidate => _byAlias[candidate.alias].Aliases[0])
            .Distinct(StringComparer.Ordinal)
            .Take(3)];
    }
}
