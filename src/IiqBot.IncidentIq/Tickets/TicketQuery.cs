namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// A query for tickets. Filters of one facet are alternatives; different facets must all match
/// (docs/reference/incident-iq-tickets.md, "Filters").
/// </summary>
public sealed record TicketQuery
{
    /// <summary>The filters that a row must match; empty means every ticket.</summary>
    public IReadOnlyList<TicketFilter> Filters { get; init; } = [];

    /// <summary>
    /// The products to list. The client checks them again. Empty means those that apply
    /// (<see cref="IncidentIqOptions.ProductsInForce"/>).
    /// </summary>
    public IReadOnlyList<Guid> ProductIds { get; init; } = [];

    /// <summary>The page, zero-based.</summary>
    public int PageIndex { get; init; }

    /// <summary>Rows per page, 1 to 100.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>
    /// Whether to return a page on which no row matches the filters, so that the caller can tell people who may see those rows. If
    /// false, such a page is a failure.
    /// </summary>
    public bool HandsOutOutside { get; init; }

    /// <summary>What to sort by.</summary>
    public TicketSort Sort { get; init; } = TicketSort.Modified;

    /// <summary>Whether the newest or greatest comes first.</summary>
    public bool Descending { get; init; } = true;
}

/// <summary>The sort orders; their names on the wire: docs/reference/incident-iq.md, "Sorting".</summary>
public enum TicketSort
{
    /// <summary>TicketCreatedDate.</summary>
    Created,

    /// <summary>TicketModifiedDate.</summary>
    Modified,

    /// <summary>TicketDueDate.</summary>
    Due,

    /// <summary>TicketPriority.</summary>
    Priority,

    /// <summary>TicketNumberSort.</summary>
    Number,
}
