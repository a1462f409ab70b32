using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>What <c>$o=Field dir</c>, or the older <c>$d=Descending</c> beside it, asks for.</summary>
internal sealed record Sorting(string Field, bool IsDescending)
{
    public static Sorting? Read(Call call)
    {
        var words = (call.Query("$o") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return null;
        var direction = words.Length > 1 ? words[1] : call.Query("$d") ?? "";
        return new(words[0], direction.StartsWith("desc", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Sorts; records that are equal keep their order.</summary>
    public List<T> Apply<T>(IEnumerable<T> records, Func<T, IComparable?> key) =>
        [.. IsDescending ? records.OrderByDescending(key, ByValue) : records.OrderBy(key, ByValue)];

    // Texts compare by their characters in any case, not by the machine's culture.
    private static readonly Comparer<IComparable?> ByValue = Comparer<IComparable?>.Create(
        static (one, other) =>
            (one, other) switch
            {
                (string text, string otherText) => string.Compare(text, otherText, StringComparison.OrdinalIgnoreCase),
                (null, null) => 0,
                (null, _) => -1,
                _ => one.CompareTo(other),
            }
    );
}
