namespace IiqBot.IncidentIq;

/// <summary>One page of a longer list.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <param name="Items">The rows that match the query.</param>
/// <param name="TotalRows">The number of rows in all pages, as the server counts them.</param>
/// <param name="PageIndex">Zero-based.</param>
/// <param name="PageSize">The number of rows requested per page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalRows, int PageIndex, int PageSize)
{
    /// <summary>
    /// Rows that the server sent although they do not match the filter; <see cref="Items"/> does not contain them. Tell the reader
    /// how many there are (docs/reference/incident-iq-tickets.md, "Filters"), but count only rows that the reader may see: counting
    /// the others would reveal that they exist.
    /// </summary>
    public IReadOnlyList<T> Outside { get; init; } = [];

    /// <summary>The number of rows that could not be read; <see cref="Items"/> does not contain them either. Tell the reader.</summary>
    public int Unreadable { get; init; }

    /// <summary>Whether this page holds all rows, so that counting them is correct, whatever the server's count.</summary>
    public bool IsWhole => PageIndex == 0 && Items.Count + Outside.Count >= TotalRows;
}
