using System.Collections.Frozen;
using IiqBot.Core.Model;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Guesses which command a person meant, if the spelling is close. Short words and ordinary sentences get no guess, because almost all of
/// them resemble some command.
/// </summary>
internal sealed class Guesses
{
    private const int MostWords = 4;
    private const int MostGuesses = 3;
    private const int LeastLetters = 5;
    private const int MostRead = 12;
    private static readonly FrozenSet<string> Endings = new[] { "d", "ed", "s", "es", "ing", "led", "ling" }.ToFrozenSet();
    private readonly (string[] Words, string Alias)[] _aliases;
    private readonly (string Word, string Alias)[] _ofTickets;

    public Guesses(IReadOnlyList<Route> routes)
    {
        _aliases = [.. routes.SelectMany(route => route.Aliases.Select(alias => (alias.Split(' '), route.Aliases[0])))];
        _ofTickets =
        [
            .. routes
                .Where(route => route is { Writes: true, Line.Ticket: not null })
                .SelectMany(route =>
                    route.Aliases.Where(alias => !alias.Contains(' ', StringComparison.Ordinal)).Select(alias => (alias, route.Aliases[0]))
                ),
        ];
    }

    /// <summary>Returns the commands that a line may mean, although it is not a command.</summary>
    /// <param name="words">The line.</param>
    /// <param name="begun">The command that the line starts with, if it lacks what that command needs; null if there is none.</param>
    public string[] Of(Words words, Route? begun)
    {
        if (words.Count > MostWords)
            return [];
        if (begun is { Line.Parts: not [] })
            return begun is { Writes: true, Line.Ticket: not null } ? [begun.Aliases[0]] : [];
        var said = words.All().Select(Bare).ToArray();
        return
        [
            .. _aliases
                .Where(alias =>
                    IsNearly(said, alias.Words) || said.Length > 1 && alias.Words is [var only] && begun is null && IsSlip(said[0], only)
                )
                .OrderByDescending(alias => alias.Words.Length)
                .Select(alias => alias.Alias)
                .Distinct(StringComparer.Ordinal)
                .Take(MostGuesses),
        ];
    }

    /// <summary>The one-word command that a word misspells; null if there is none, or more than one.</summary>
    public string? Meant(string word)
    {
        if (word.Length < Slip.LeastLetters)
            return null;
        var meant = _aliases
            .Where(alias => alias.Words is [var only] && Slip.IsOne(word, only))
            .DistinctBy(alias => alias.Alias)
            .Take(2)
            .ToList();
        return meant is [var (words, _)] ? words[0] : null;
    }

    /// <summary>Returns the commands that words of a sentence about a ticket resemble: "canel 39181", "39181 resolved".</summary>
    public string[] Near(Words words)
    {
        var said = words.All().Take(MostRead).Select(Bare).Where(word => word.Length > 2).ToArray();
        return
        [
            .. said.SelectMany(word => _ofTickets.Where(alias => IsForm(word, alias.Word)).Select(alias => alias.Alias))
                .Distinct(StringComparer.Ordinal)
                .Take(MostGuesses),
        ];
    }

    private static bool IsNearly(string[] said, string[] alias) =>
        said.Length == alias.Length
        && said.Zip(alias)
            .All(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase) || IsSlip(pair.First, pair.Second));

    private static bool IsForm(string word, string alias) =>
        word.Equals(alias, StringComparison.OrdinalIgnoreCase)
        || IsSlip(word, alias)
        || word.StartsWith(alias, StringComparison.OrdinalIgnoreCase) && Endings.Contains(word[alias.Length..].ToLowerInvariant())
        || alias.EndsWith('e') && word.Equals(alias[..^1] + "ing", StringComparison.OrdinalIgnoreCase);

    private static bool IsSlip(string word, string alias) => word.Length >= LeastLetters && Slip.IsOne(word, alias);

    private static string Bare(string word) => word.Trim(',', '.', ':', ';', '!', '?', '"', '\'');
}
