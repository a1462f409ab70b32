namespace IiqBot.Core.Parsing;

/// <summary>Tells words apart that differ by one slip of the finger.</summary>
internal static class Spelling
{
    /// <summary>The shortest word in which one slip still leaves no doubt about the word.</summary>
    public const int LeastLetters = 4;

    /// <summary>Whether two words differ by at most one letter that is wrong, missing, added, or swapped with its neighbor; case does not count.</summary>
    public static bool IsOneSlip(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant)
    {
        if (Math.Abs(typed.Length - meant.Length) > 1) return false;
        var start = 0;
        while (start < typed.Length && start < meant.Length && Same(typed[start], meant[start])) start++;
        var restTyped = typed[start..];
        var restMeant = meant[start..];
        if (restTyped.Length == 0 || restMeant.Length == 0) return true;
        if (restTyped.Length < restMeant.Length) return Same(restTyped, restMeant[1..]);
        if (restTyped.Length > restMeant.Length) return Same(restTyped[1..], restMeant);
        return Same(restTyped[1..], restMeant[1..])
            || restTyped.Length > 1 && Same(restTyped[0], restMeant[1]) && Same(restTyped[1], restMeant[0]) && Same(restTyped[2..], restMeant[2..]);
    }

    private static bool Same(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
