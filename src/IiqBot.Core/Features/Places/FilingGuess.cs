using System.Text.RegularExpressions;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>What the bot understood from a typed line to file: "Projector in 204 shows no picture".</summary>
/// <param name="Issue">The issue that fits best; null if there is none.</param>
/// <param name="IsSure">Whether the line has every word of the issue's name and category, and no other issue scores as high.</param>
/// <param name="Room">The named room, if the location has it.</param>
/// <param name="RoomWords">The room as the person typed it.</param>
public sealed partial record FilingGuess(Issue? Issue, bool IsSure, Room? Room, string? RoomWords)
{
    /// <summary>Returns the issues that have words in common with a line, best first.</summary>
    public static IReadOnlyList<Issue> Rank(string text, IReadOnlyList<Issue> issues)
    {
        var said = WordsOf(text);
        return
        [
            .. issues
                .Select(issue => (issue, score: ScoreOf(issue, said).Score))
                .Where(candidate => candidate.score > 0)
                .OrderByDescending(candidate => candidate.score)
                .ThenBy(candidate => candidate.issue.FullName, StringComparer.Ordinal)
                .Select(candidate => candidate.issue),
        ];
    }

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line without the command.</param>
    /// <param name="issues">All issues.</param>
    /// <param name="rooms">The rooms of the person's location.</param>
    public static FilingGuess Of(string text, IReadOnlyList<Issue> issues, IReadOnlyList<Room> rooms)
    {
        var said = WordsOf(text);
        var best = issues
            .Select(issue => (issue, fit: ScoreOf(issue, said)))
            .Where(candidate => candidate.fit.Score > 0)
            .OrderByDescending(candidate => candidate.fit.Score)
            .Take(2)
            .ToList();
        var isSure = best.Count > 0 && best[0].fit.IsComplete && (best.Count == 1 || best[1].fit.Score < best[0].fit.Score);
        var (room, words) = RoomIn(text, rooms);
        return new(best.Count > 0 ? best[0].issue : null, isSure, room, words);
    }

    // "In room 8" always names a room. "In 8" does only if that room exists, because it may mean something else.
    private static (Room? Room, string? Words) RoomIn(string text, IReadOnlyList<Room> rooms)
    {
        foreach (Match match in RoomInLine().Matches(text))
        {
            var words = match.Groups["room"].Value;
            if (rooms.FirstOrDefault(r => IsNamed(r.Name, words)) is { } room)
                return (room, words);
            if (match.Groups["said"].Success || !words.All(char.IsAsciiDigit))
                return (null, words);
        }

        return default;
    }

    private static bool IsNamed(string name, string words) =>
        name.Equals(words, StringComparison.OrdinalIgnoreCase) || name.EndsWith(" " + words, StringComparison.OrdinalIgnoreCase);

    // A word of the category counts more than a word of the issue: "projector" says more than "won't".
    private static (int Score, bool IsComplete) ScoreOf(Issue issue, HashSet<string> said)
    {
        var category = WordsOf(issue.CategoryName ?? "");
        var name = WordsOf(issue.Name);
        var (inCategory, inName) = (category.Count(said.Contains), name.Count(said.Contains));
        return (inCategory * 3 + inName * 2, inCategory == category.Count && inName == name.Count && name.Count > 0);
    }

    private static HashSet<string> WordsOf(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length).ToString().ToLowerInvariant().Replace("’", "'", StringComparison.Ordinal);
            if (word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal))
                word = word[..^1];
            if (word is not ("the" or "a" or "an" or "in" or "on" or "of" or "is" or "my" or "and" or "or" or "to"))
                words.Add(word);
        }

        return words;
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    // A number before "am", "pm", minutes (8:30) or a unit of time is not a room, unless "room" comes before it.
    [GeneratedRegex(
        @"\b(?:(?:in|at)\s+|(?=room\b|rm\b))(?:(?<said>room|rm\.?)\s+)?(?<room>[A-Z]?-?\d{1,4}[A-Z]?|library|gym|cafeteria|office|auditorium)\b"
            + @"(?(said)|(?!:\d|\s*(?:[ap]m|[ap]\.m|o'clock|oclock|(?:second|sec|minute|min|hour|hr|day|week|month|year|period)s?)\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RoomInLine();
}
