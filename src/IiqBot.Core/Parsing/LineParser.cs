using System.Collections.Frozen;
using FuzzySharp;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Understands a typed line: the longest alias at its start decides the verb, the route's <see cref="Line"/> what follows.
/// A line without a verb that mentions a ticket shows that ticket.
/// </summary>
public sealed class LineParser
{
    private const int SuggestionScore = 60;
    private readonly FrozenDictionary<string, Route> _byAlias;
    private readonly FrozenDictionary<string, Route>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _longestAlias;
    private readonly string _showVerb;

    /// <summary>Makes a parser for these routes.</summary>
    /// <param name="routes">Every route, in the order in which help lists them.</param>
    /// <param name="showVerb">The verb that shows the ticket a sentence mentions.</param>
    /// <exception cref="ArgumentException">Two routes share an alias.</exception>
    public LineParser(IEnumerable<Route> routes, string showVerb)
    {
        var byAlias = new Dictionary<string, Route>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            foreach (var alias in route.Aliases)
            {
                if (!byAlias.TryAdd(alias, route)) throw new ArgumentException($"The alias '{alias}' belongs to two routes.", nameof(routes));
            }
        }

        _byAlias = byAlias.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _lookup = _byAlias.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestAlias = _byAlias.Keys.Select(alias => alias.Count(c => c == ' ') + 1).DefaultIfEmpty(0).Max();
        _showVerb = showVerb;
    }

    /// <summary>Understands a line; never throws for anything typed.</summary>
    public ParsedLine Parse(string? text)
    {
        var words = Words.Of(text);
        if (words.Count == 0) return new(null, Arguments.None);
        for (var count = Math.Min(_longestAlias, words.Count); count > 0; count--)
        {
            if (!_lookup.TryGetValue(words.Verb(count), out var route)) continue;
            var line = LineReader.Read(route, words.After(count));

            // "Hi, 39181 is still broken" asks for that ticket.
            if (route.Access == Access.Anyone && TicketReference.FromSentence(words.Text) is { } mentioned) return new(_showVerb, Arguments.Of("ticket", mentioned));

            // "My projector is broken" begins like "my", but does not ask for one's tickets.
            if (line.NotUnderstood.Count == 0 || route.Line.Parts.Count > 0) return line;
        }

        return TicketReference.FromSentence(words.Text) is { } ticket || words.Count == 1 && (ticket = TicketReference.FromWord(words.Text)) is not null
            ? new(_showVerb, Arguments.Of("ticket", ticket))
            : new(null, Arguments.None) { NotUnderstood = words.All(), Suggestions = Suggest(words) };
    }

    private string[] Suggest(Words words)
    {
        var start = words.Text.Length > 40 ? words.Text[..40] : words.Text;
        return [.. _byAlias.Keys
            .Select(alias => (alias, score: Math.Max(Fuzz.Ratio(alias, start.ToLowerInvariant()), Fuzz.Ratio(alias, words.Verb(1).ToString().ToLowerInvariant()))))
            .Where(candidate => candidate.score >= SuggestionScore)
            .OrderByDescending(candidate => candidate.score)
            .ThenBy(candidate => candidate.alias, StringComparer.Ordinal)
            .Select(candidate => _byAlias[candidate.alias].Aliases[0])
            .Distinct(StringComparer.Ordinal)
            .Take(3)];
    }
}
