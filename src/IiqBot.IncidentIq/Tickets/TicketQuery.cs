namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// What to list. Filters of one facet are alternatives; different facets must all hold (docs/reference/incident-iq-tickets.md,
/// "Filters").
/// </summary>
public sealed record TicketQuery
{
    /// <summary>What a row must satisfy; empty means every ticket.</summary>
    public IReadOnlyList<TicketFilter> Filters { get; init; } = [];

    /// <summary>
    /// Limits the list to these products, checked on this side as well; empty means those in force
    /// (<see cref="IncidentIqOptions.ProductsInForce"/>).
    /// </summary>
    public IReadOnlyList<Guid> ProductIds { get; init; } = [];

    /// <summary>Zero-based page.</summary>
    public int PageIndex { get; init; }

    /// <summary>Rows per page, 1 to 100.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>
    /// Whether a page is an answer although none of its rows satisfies the filters, so that whoever may know of those rows is told.
    /// Otherwise such a page is a failure.
    /// </summary>
    public bool HandsOutOutside { get; init; }

    /// <summary>What to sort by.</summary>
    public TicketSort Sort { get; init; } = TicketSort.Modified;

    /// <summary>Newest or greatest first.</summary>
    public bool Descending { get; init; } = true;
}

/// <summary>What a list can be sorted by; names on the wire: docs/reference/incident-iq.md, "Sorting".</summary>
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
