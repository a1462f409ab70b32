namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// Checks rows against what was asked for, because the server drops silently what it does not know
/// (docs/reference/incident-iq-tickets.md, "Filters").
/// </summary>
internal static class FilterCheck
{
    /// <summary>The name under which rows of other products are counted.</summary>
    public const string Product = "product";

    /// <summary>The facet a row does not satisfy; null when it satisfies all of them.</summary>
    public static string? Broken(Ticket row, IReadOnlyList<TicketFilter> filters, IReadOnlyList<Guid> products)
    {
        if (products.Count > 0 && row.ProductId is { } product && !products.Contains(product))
            return Product;
        return filters.GroupBy(f => f.Facet, StringComparer.Ordinal).FirstOrDefault(sameFacet => !Holds(row, sameFacet))?.Key;
    }

    /// <summary>Filters of one facet are alternatives, except those that intersect; one that a row need not show counts as held.</summary>
    private static bool Holds(Ticket row, IEnumerable<TicketFilter> sameFacet)
    {
        var byMeaning = sameFacet.ToLookup(f => f.Intersects);
        return byMeaning[true].All(Holds) && (!byMeaning[false].Any() || byMeaning[false].Any(Holds));

        bool Holds(TicketFilter filter) => filter.Holds?.Invoke(row) ?? true;
    }
}
