namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Checks rows against the query, because the server silently ignores filters that it does not know
/// (docs/reference/incident-iq-tickets.md, "Filters").
/// </summary>
internal static class FilterCheck
{
    /// <summary>The name under which telemetry counts rows of other products.</summary>
    public const string Product = "product";

    /// <summary>Returns the facet that a row does not match; null if it matches all.</summary>
    public static string? Broken(Ticket row, IReadOnlyList<TicketFilter> filters, IReadOnlyList<Guid> products)
    {
        if (products.Count > 0 && row.ProductId is { } product && !products.Contains(product))
            return Product;
        return filters.GroupBy(f => f.Facet, StringComparer.Ordinal).FirstOrDefault(sameFacet => !Holds(row, sameFacet))?.Key;
    }

    /// <summary>
    /// Filters of one facet are alternatives, except those that intersect. A filter that a row cannot prove counts as matched.
    /// </summary>
    private static bool Holds(Ticket row, IEnumerable<TicketFilter> sameFacet)
    {
        var byMeaning = sameFacet.ToLookup(f => f.Intersects);
        return byMeaning[true].All(Holds) && (!byMeaning[false].Any() || byMeaning[false].Any(Holds));

        bool Holds(TicketFilter filter) => filter.Holds?.Invoke(row) ?? true;
    }
}
