using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Facets;

/// <summary>The usual kinds of facets.</summary>
internal static class FacetKinds
{
    /// <summary>Matches <c>Id</c> with one guid of the record.</summary>
    public static Facet<T> Entity<T>(Func<T, District, Guid?> read) =>
        new((filter, scope) => filter.Guid is { } id ? record => read(record, scope.District) == id : null);

    /// <summary>Matches <c>Id</c> with any of several guids of the record.</summary>
    public static Facet<T> AnyEntity<T>(Func<T, District, IEnumerable<Guid?>> read) =>
        new((filter, scope) => filter.Guid is { } id ? record => read(record, scope.District).Contains(id) : null);

    public static Facet<T> YesNo<T>(Func<T, Scope, bool> read) =>
        new((filter, scope) => filter.YesNo is { } wanted ? record => read(record, scope) == wanted : null);

    /// <summary>Matches <c>Value</c> with one whole text of the record, in any case.</summary>
    public static Facet<T> Text<T>(Func<T, District, IEnumerable<string?>> read) =>
        new(
            (filter, scope) =>
                filter.Value?.Trim() is { Length: > 0 } value
                    ? record => read(record, scope.District).Contains(value, StringComparer.OrdinalIgnoreCase)
                    : null
        );

    /// <summary>Matches where every word of <c>Value</c> is somewhere in the record's texts.</summary>
    public static Facet<T> Words<T>(Func<T, District, IEnumerable<string?>> read) =>
        new(
            (filter, scope) =>
            {
                var words = (filter.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0)
                    return null;
                return record => HasWords(string.Join('\n', read(record, scope.District)), words);
            }
        );

    public static Facet<T> Date<T>(Func<T, IEnumerable<DateTimeOffset?>> read) =>
        new(
            (filter, scope) =>
                DateGrammar.Parse(filter.Value, scope.Clock) is { } matches
                    ? record => read(record).Any(moment => moment is { } set && matches(set))
                    : null,
            Intersects: true
        );

    public static Facet<T> Number<T>(Func<T, Scope, int> read) =>
        new(
            (filter, scope) => NumberGrammar.Parse(filter.Value) is { } matches ? record => matches(read(record, scope)) : null,
            Intersects: true
        );

    public static bool HasWords(string text, IEnumerable<string> words) =>
        words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
