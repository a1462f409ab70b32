using System.Text.Json.Serialization.Metadata;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Http;

/// <summary>Reads whole lists.</summary>
internal sealed class ListReader(IncidentIqHttp http)
{
    /// <summary>Far more than any district's list has. Stops at a server whose pages never end.</summary>
    private const int MaxPages = 50;

    /// <summary>Reads a list that comes in one answer, without <c>Paging</c> (docs/reference/incident-iq.md, "Envelopes").</summary>
    public async Task<Rows<T>> OneAnswerAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, IWireRow => (await http.SendAsync(call, cancellationToken)).Many(type);

    /// <summary>
    /// Reads the rows of all pages, each row once. Stops at the server's own count. If there is no count, or the server ignores the
    /// page number, stops at the first page without new rows.
    /// </summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(
        Func<int, int, Call> page,
        int pageSize,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class, IWireRow
    {
        var all = new Dictionary<Guid, T>();
        for (var index = 0; index < MaxPages; index++)
        {
            var envelope = await http.SendAsync(page(index, pageSize), cancellationToken);
            var before = all.Count;
            foreach (var row in envelope.Many(type))
                all.TryAdd(row.Key!.Value, row);

            var isLast =
                envelope.Paging?.PageCount is { } pages ? index + 1 >= pages
                : envelope.Paging?.Rows is { } rows ? all.Count >= rows
                : envelope.Paging is null;
            if (isLast || all.Count == before)
                break;
        }

        return [.. all.Values];
    }
}
