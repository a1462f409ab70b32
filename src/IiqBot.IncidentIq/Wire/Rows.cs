using System.Collections;

namespace IiqBot.IncidentIq.Wire;

/// <summary>The rows of an answer that can be read, and how many cannot.</summary>
/// <param name="rows">Those that can.</param>
/// <param name="unreadable">How many cannot.</param>
internal sealed class Rows<T>(IReadOnlyList<T> rows, int unreadable) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <summary>Rows that are null, of another shape, or without an id. They are left out.</summary>
    public int Unreadable => unreadable;

    /// <summary>All rows that came.</summary>
    public int Sent => rows.Count + unreadable;

    /// <inheritdoc/>
    public T this[int index] => rows[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
