using System.Text.Json.Serialization.Metadata;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Http;

/// <summary>Reads lists to their end.</summary>
internal sealed class ListReader(IncidentIqHttp http)
{
    /// <summary>Far above any district's list: a server that pages for ever is not followed for ever.</summary>
    private const int MaxPages = 50;

    /// <summary>The rows of a list that comes whole, without <c>Paging</c> (docs/reference/incident-iq.md, "Envelopes").</summary>
    public async Task<Rows<T>> OneAnswerAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, IWireRow => (await http.SendAsync(call, cancellationToken)).Many(type);

    /// <summary>
    /// The rows of all pages, each once. Ends with the server's own count or, where it gives none or ignores the page
    /// asked for, with a page that brings nothing new.
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
