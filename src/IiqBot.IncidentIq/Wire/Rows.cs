using System.Collections;

namespace IiqBot.IncidentIq.Wire;

/// <summary>The rows of an answer that can be read, and the number of those that cannot.</summary>
/// <param name="rows">The rows that can be read.</param>
/// <param name="unreadable">The number of rows that cannot.</param>
internal sealed class Rows<T>(IReadOnlyList<T> rows, int unreadable) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <summary>The number of rows that are null, have another shape or lack an id. They are left out.</summary>
    public int Unreadable => unreadable;

    /// <summary>The number of all rows in the answer.</summary>
    public int Sent => rows.Count + unreadable;

    /// <inheritdoc/>
    public T this[int index] => rows[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
