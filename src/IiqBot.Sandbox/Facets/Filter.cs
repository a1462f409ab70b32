using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// One filter of a query, as it was sent (docs/reference/incident-iq-tickets.md, "Filters"). <c>Selected</c> is not even read.
/// </summary>
internal sealed record Filter(string Facet, string? Id, string? Value, string? Name, bool IsNegative, int Group, Guid? CustomFieldTypeId)
{
    /// <summary>The guid to match; zero is a value like any other.</summary>
    public Guid? Guid => System.Guid.TryParse(Id, out var id) ? id : null;

    /// <summary>Yes or no, which must be in both <c>Name</c> and <c>Value</c>.</summary>
    public bool? YesNo => Value is "yes" or "no" && Name == Value ? Value == "yes" : null;

    public static IReadOnlyList<Filter> Read(JsonBody body) =>
        [
            .. body.List("Filters")
                .Where(filter => filter.Text("Facet") is not null)
                .Select(filter => new Filter(
                    filter.Text("Facet")!,
                    filter.Text("Id"),
                    filter.Text("Value"),
                    filter.Text("Name"),
                    filter.Flag("Negative") ?? false,
                    filter.Int("GroupIndex") ?? 0,
                    filter.Id("CustomFieldTypeId")
                )),
        ];
}

/// <summary>What a facet needs to know beside the record and the filter.</summary>
internal sealed record Scope(Districts.District District, SiteClock Clock, Districts.Person Caller);

/// <summary>One kind of filter.</summary>
/// <param name="Parse">Makes the test, or nothing where the filter's value cannot be read.</param>
/// <param name="Intersects">Whether two filters of this facet narrow each other, as bounds of a range do.</param>
internal sealed record Facet<T>(Func<Filter, Scope, Predicate<T>?> Parse, bool Intersects = false);
