namespace IiqBot.IncidentIq;

/// <summary>One page of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The rows that satisfy what was asked for.</param>
/// <param name="TotalRows">Rows in all pages, as the server counts them.</param>
/// <param name="PageIndex">Zero-based.</param>
/// <param name="PageSize">Rows asked for per page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalRows, int PageIndex, int PageSize)
{
    /// <summary>
    /// Rows the server sent although they do not satisfy the filter; they are not in <see cref="Items"/>. Whoever shows the page says so
    /// (docs/reference/incident-iq-tickets.md, "Filters"), but only of rows that the reader may know of: the others tell
    /// that they were found.
    /// </summary>
    public IReadOnlyList<T> Outside { get; init; } = [];

    /// <summary>Rows that could not be read; they are not in <see cref="Items"/> either. Whoever shows the page says so.</summary>
    public int Unreadable { get; init; }

    /// <summary>Whether these are all rows there are, so that counting them tells the truth whatever the server counts.</summary>
    public bool IsWhole => PageIndex == 0 && Items.Count + Outside.Count >= TotalRows;
}
