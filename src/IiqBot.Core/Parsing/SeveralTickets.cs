using System.Text.RegularExpressions;

namespace IiqBot.Core.Parsing;

/// <summary>
/// Finds a list of tickets, such as "39182, 39183 and 39184" or "39182/39183", and one more ticket after "and". A number counts as a
/// ticket only if it looks like the first one, so "replaced part 40022 and 3 screws" is a note.
/// </summary>
internal static partial class SeveralTickets
{
    private const int LeastDigits = 4;

    /// <summary>Returns the tickets that follow a command; empty if it names only one.</summary>
    /// <param name="rest">What follows the command.</param>
    /// <param name="isMessage">Whether free text follows the ticket; such text may name other tickets.</param>
    public static IReadOnlyList<string> After(string rest, bool isMessage)
    {
        if (!HasNumbers(rest))
            return [];
        var list = Leading().Match(rest);
        if (!list.Success)
            return [];
        var first = list.Groups["number"].Captures[0].Value;
        var numbers = AlikeOf(list);
        if (!isMessage && numbers.Count < 2)
        {
            var further = Further().Matches(rest[list.Length..]).Select(match => match.Groups["number"].Value);
            numbers = [.. numbers, .. further.Where(number => IsAlike(first, number)).Select(Bare)];
        }

        return Several(numbers);
    }

    /// <summary>Returns the tickets that a sentence lists; empty if it mentions only one.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        if (!HasNumbers(text))
            return [];
        foreach (Match match in Anywhere().Matches(text))
        {
            var several = Several(AlikeOf(match));
            if (several.Count > 1 && several.All(number => number.Count(char.IsAsciiDigit) >= LeastDigits))
                return several;
        }

        return [];
    }

    // Most lines have only one number and need no closer look.
    private static bool HasNumbers(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('0', '9');
        if (first < 0)
            return false;
        var behind = text[first..].IndexOfAnyExceptInRange('0', '9');
        return behind >= 0 && text[(first + behind)..].ContainsAnyInRange('0', '9');
    }

    private static List<string> AlikeOf(Match list)
    {
        var captures = list.Groups["number"].Captures;
        return [.. captures.Select(capture => capture.Value).TakeWhile(number => IsAlike(captures[0].Value, number)).Select(Bare)];
    }

    private static List<string> Several(List<string> numbers) =>
        numbers.Distinct(StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 1 } several ? several : [];

    private static bool IsAlike(string first, string other)
    {
        var (one, two) = (Bare(first), Bare(other));
        return other.StartsWith('#')
            || one.Length == two.Length && one.Zip(two).All(pair => char.IsAsciiDigit(pair.First) == char.IsAsciiDigit(pair.Second));
    }

    private static string Bare(string number) => number.TrimStart('#').ToUpperInvariant();

    private const string Number = @"(?<number>\#?(?:[A-Z]{1,6}-?)?\d{1,20})(?![\w-]|\.\d|:\d)";
    private const string Joint = @"\s*(?:(?:[,;/&+]|\b(?:and|or|plus|y|e|as\s+well\s+as)\b)\s*)*(?:\b(?:also|then|the|tickets?|el)\b\s*)*";

    [GeneratedRegex(
        @"^\s*(?:(?:tickets?|both|all|the|of|on|nos?\.?|numbers?|el|los)\b[:\s]*)*" + Number + "(?:" + Joint + Number + ")*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Leading();

    [GeneratedRegex(
        @"(?<![\w/.:#-])(?<!\b(?:room|rm\.?|part|model|serial|asset|device|tag)\s+)" + Number + "(?:" + Joint + Number + ")+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Anywhere();

    // "and 39183", but not "part 40022 and 40023", which is a list of parts.
    [GeneratedRegex(
        @"(?<!\d\s*)(?:\b(?:and|plus|y|also|same\s+for|then)\b|&|\+)\s+(?:(?:also|then|the|ticket|close|take|resolve|other|one|same|for|with|in|on)\s+){0,4}"
            + Number,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Further();
}
