using System.Globalization;
using System.Text;

namespace IiqBot.Core.Model;

/// <summary>
/// Recognizes a typo: one letter too many, missing, wrong, or swapped with the next, or letters doubled in the wrong place
/// (<c>tommorow</c>). A short word never counts as a typo of another, because too many short words are real words.
/// </summary>
internal static class Slip
{
    /// <summary>The length from which a word with one typo is still clear.</summary>
    public const int LeastLetters = 4;

    // A typo adds up to two letters, and accents may count as letters of their own.
    private const int MostApart = 4;

    // No name is longer, and a client must not decide how much work a comparison is.
    private const int Longest = 200;

    /// <summary>Whether both texts are the same except for a typo, case and accents.</summary>
    public static bool IsOne(string typed, string meant)
    {
        if (typed.Length > Longest || meant.Length > Longest || Math.Abs(typed.Length - meant.Length) > MostApart)
            return false;
        var (a, b) = (Plain(typed), Plain(meant));
        if (a == b)
            return true;
        return Math.Min(a.Length, b.Length) >= LeastLetters
            && Math.Abs(a.Length - b.Length) <= 2
            && (IsOneEdit(a, b) || Undoubled(a) == Undoubled(b));
    }

    /// <summary>The only one of some words that the typed word is a typo of; null if there are several or none.</summary>
    public static string? Only(string typed, IEnumerable<string> words)
    {
        var meant = words.Where(word => IsOne(typed, word)).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList();
        return meant.Count == 1 ? meant[0] : null;
    }

    /// <summary>Whether the typed words are the first words of a name, each correct or with a typo.</summary>
    public static bool IsStartOf(string typed, string name)
    {
        var (words, parts) = (
            typed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        return words.Length > 0 && words.Length <= parts.Length && words.Zip(parts).All(pair => IsOne(pair.First, pair.Second));
    }

    /// <summary>Whether the typed words follow each other somewhere in a name, each correct or with a typo.</summary>
    public static bool IsIn(string typed, string name)
    {
        if (typed.Length > Longest)
            return false;
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, parts.Length).Any(from => IsStartOf(typed, string.Join(' ', parts[from..])));
    }

    /// <summary>The text in lower case, without accents.</summary>
    public static string Plain(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    private static bool IsOneEdit(string a, string b)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
            start++;
        var (endA, endB) = (a.Length, b.Length);
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1])
            (endA, endB) = (endA - 1, endB - 1);
        var (leftOfA, leftOfB) = (endA - start, endB - start);
        if (leftOfA <= 1 && leftOfB <= 1)
            return true;
        return leftOfA == 2 && leftOfB == 2 && a[start] == b[start + 1] && a[start + 1] == b[start];
    }

    private static string Undoubled(string word) => string.Concat(word.Where((c, i) => i == 0 || c != word[i - 1]));
}
