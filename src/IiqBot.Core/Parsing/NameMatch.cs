using FuzzySharp;
using IiqBot.Core.Forms;

namespace IiqBot.Core.Parsing;

/// <summary>Finds what somebody means by a name they typed.</summary>
public static class NameMatch
{
    private const int CloseEnough = 85;

    // Comparing spellings takes time by the product of both lengths, and no name is longer.
    private const int LongestSpelled = IOptionsSource.LongestQuery;

    /// <summary>
    /// The one item that is meant: the same name, the only one that starts with the words, the only one that holds them
    /// all, or the only one spelled nearly so; null when none or several could be.
    /// </summary>
    public static T? Find<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string typed)
        where T : class
    {
        var words = typed.Trim();
        return Only(items, item => nameOf(item).Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? Only(items, item => nameOf(item).StartsWith(words, StringComparison.OrdinalIgnoreCase))
            ?? Only(items, item => HoldsAll(nameOf(item), words))
            ?? (words.Length > LongestSpelled ? null : Only(items, item => Fuzz.Ratio(nameOf(item).ToLowerInvariant(), words.ToLowerInvariant()) >= CloseEnough));
    }

    /// <summary>The items that fit what was typed so far, best first: starts with it, holds every word, or is spelled nearly so.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled between two names.</exception>
    public static IReadOnlyList<T> Rank<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string typed, int limit, CancellationToken cancellationToken)
    {
        var words = typed.Trim();
        if (words.Length == 0) return [.. items.Take(limit)];
        var found = items
            .Where(item => HoldsAll(nameOf(item), words))
            .OrderByDescending(item => nameOf(item).StartsWith(words, StringComparison.OrdinalIgnoreCase))
            .ThenBy(item => nameOf(item).IndexOf(words, StringComparison.OrdinalIgnoreCase) is var at && at < 0 ? int.MaxValue : at)
            .Take(limit)
            .ToList();
        if (found.Count > 0 || words.Length is < 3 or > LongestSpelled) return found;
        return [.. items
            .Select(item => (item, score: ScoreOf(nameOf(item), words, cancellationToken)))
            .Where(candidate => candidate.score >= CloseEnough)
            .OrderByDescending(candidate => candidate.score)
            .Select(candidate => candidate.item)
            .Take(limit)];
    }

    private static int ScoreOf(string name, string words, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fuzz.PartialRatio(name.ToLowerInvariant(), words.ToLowerInvariant());
    }

    private static bool HoldsAll(string name, string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static T? Only<T>(IReadOnlyList<T> items, Func<T, bool> fits)
        where T : class
    {
        T? only = null;
        foreach (var item in items)
        {
            if (!fits(item)) continue;
            if (only is not null) return null;
            only = item;
        }

        return only;
    }
}
