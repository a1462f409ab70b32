namespace IiqBot.Sandbox.Facets;

/// <summary>How filters go together (docs/reference/incident-iq-tickets.md, "Filters").</summary>
internal static class FilterLogic
{
    /// <summary>
    /// The test for all filters: the same facet in one group means OR (AND for ranges), other facets in that group AND,
    /// groups OR; negative filters exclude. An unknown facet or an unreadable value is dropped without a word, and with it
    /// a group that nothing is left of.
    /// </summary>
    public static Predicate<T> Combine<T>(IEnumerable<Filter> filters, IReadOnlyDictionary<string, Facet<T>> facets, Scope scope)
    {
        var tests = new List<Test<T>>();
        foreach (var filter in filters)
        {
            if (facets.TryGetValue(filter.Facet, out var facet) && facet.Parse(filter, scope) is { } test)
                tests.Add(new(filter, facet.Intersects, test));
        }

        var groups = tests.GroupBy(test => test.Filter.Group).Select(OfGroup).ToList();
        return groups.Count == 0 ? _ => true : record => groups.Exists(group => group(record));
    }

    private static Predicate<T> OfGroup<T>(IEnumerable<Test<T>> group)
    {
        var parts = group
            .GroupBy(test => (Facet: test.Filter.Facet.ToUpperInvariant(), test.Filter.IsNegative))
            .Select(part => OfFacet(part.ToList(), part.Key.IsNegative))
            .ToList();
        return record => parts.TrueForAll(part => part(record));
    }

    private static Predicate<T> OfFacet<T>(List<Test<T>> tests, bool isNegative)
    {
        if (isNegative)
            return record => !tests.Exists(test => test.Matches(record));
        return tests[0].Intersects
            ? record => tests.TrueForAll(test => test.Matches(record))
            : record => tests.Exists(test => test.Matches(record));
    }

    private sealed record Test<T>(Filter Filter, bool Intersects, Predicate<T> Matches);
}
