using FuzzySharp;

namespace IiqBot.Core.Model;

/// <summary>
/// Finds what a person means by a name they typed. Each typed word must be a whole word of the name, or the beginning of one with three
/// letters or more, or one typo away from one. It never matches inside a word.
/// </summary>
public static class NameMatch
{
    private const int CloseEnough = 85;
    private const int LeastBeginning = 3;

    // No name is longer, and the time to compare two spellings grows with the product of their lengths.
    private const int LongestSpelled = IOptionsSource.LongestQuery;
    private static readonly char[] Gaps = [' ', '\t', '\n', ',', ';', ':', '/', '-', '–', '(', ')', '"', '›'];

    // "Assign it to him" names nobody, even if a surname begins with "him".
    private static readonly HashSet<string> Pronouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "me",
        "you",
        "him",
        "her",
        "them",
        "it",
        "us",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "this",
        "that",
        "the",
        "and",
        "for",
        "not",
        "but",
        "el",
        "la",
        "los",
        "las",
        "ella",
    };

    /// <summary>The one item that the person means; null if none matches or several do.</summary>
    public static T? Find<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string typed)
        where T : class => Candidates(items, nameOf, typed) is [var only] ? only : null;

    /// <summary>The items that the person may mean: all that match as well as the best one.</summary>
    public static IReadOnlyList<T> Candidates<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string typed)
        where T : class
    {
        var words = typed.Length > LongestSpelled ? [] : WordsOf(typed);
        if (words.Length == 0)
            return [];
        Func<string, bool>[] rules =
        [
            name => name.Trim().Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase),
            name => WordsOf(name).SequenceEqual(words, StringComparer.OrdinalIgnoreCase),
            name => HasEach(name, words, (word, part) => part.Equals(word, StringComparison.OrdinalIgnoreCase) && !Pronouns.Contains(word)),
            name => HasEach(name, words, Begins),
            name => HasEach(name, words, (word, part) => Begins(word, part) || IsSlip(word, part)),
        ];
        foreach (var rule in rules)
        {
            var found = items.Where(item => rule(nameOf(item))).ToList();
            if (found.Count > 0)
                return found;
        }

        return [];
    }

    /// <summary>Whether the typed name has a typo, so that the bot must say how it read the name.</summary>
    public static bool IsGuess(string name, string typed) => !HasEach(name, WordsOf(typed), Begins);

    /// <summary>
    /// The items that match what the person has typed so far, best first: the name starts with it, has every word, or has nearly the same
    /// spelling.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled between two names.</exception>
    public static IReadOnlyList<T> Rank<T>(
        IReadOnlyList<T> items,
        Func<T, string> nameOf,
        string typed,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var words = typed.Trim();
        if (words.Length == 0)
            return [.. items.Take(limit)];
        var found = items
            .Where(item => HoldsAll(nameOf(item), words))
            .OrderByDescending(item => nameOf(item).StartsWith(words, StringComparison.OrdinalIgnoreCase))
            .ThenBy(item => nameOf(item).IndexOf(words, StringComparison.OrdinalIgnoreCase) is var at && at < 0 ? int.MaxValue : at)
            .Take(limit)
            .ToList();
        if (found.Count > 0 || words.Length is < 3 or > LongestSpelled)
            return found;
        return
        [
            .. items
                .Select(item => (item, score: ScoreOf(nameOf(item), words, cancellationToken)))
                .Where(candidate => candidate.score >= CloseEnough)
                .OrderByDescending(candidate => candidate.score)
                .Select(candidate => candidate.item)
                .Take(limit),
        ];
    }

    private static int ScoreOf(string name, string words, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fuzz.PartialRatio(name.ToLowerInvariant(), words.ToLowerInvariant());
    }

    private static bool HasEach(string name, string[] words, Func<string, string, bool> fits)
    {
        var parts = WordsOf(name);
        return words.All(word => parts.Any(part => fits(word, part)));
    }

    // A number must match in full: room 20 is not room 204.
    private static bool Begins(string word, string part) =>
        part.Equals(word, StringComparison.OrdinalIgnoreCase)
        || word.Length >= LeastBeginning
            && !Pronouns.Contains(word)
            && !word.Any(char.IsDigit)
            && part.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // People rarely get the first letter wrong, and "dith" is a part of Edith.
    private static bool IsSlip(string word, string part) =>
        char.ToUpperInvariant(word[0]) == char.ToUpperInvariant(part[0])
        && !word.Any(char.IsDigit)
        && !part.Any(char.IsDigit)
        && Slip.IsOne(word, part);

    private static bool HoldsAll(string name, string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string[] WordsOf(string text) =>
        [
            .. text.Split(Gaps, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(word => word.Trim('.', '!', '?', '\''))
                .Where(word => word.Length > 0),
        ];
}
