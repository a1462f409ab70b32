using System.Collections.Concurrent;
using System.Text.Json;

namespace IiqBot.IncidentIq.Tests.Scripted;

/// <summary>A server that does exactly what the test says; a request that the test did not expect fails it.</summary>
internal sealed class ScriptedSite : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Queue<Reply>> _script = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _arrivals = new(0);

    public ScriptedSite() =>
        On(
            "GET /api/v1.0/sites/district.test",
            Reply.Ok(
                """ "Item":{"SiteId":"bb6cece8-e4f4-e511-a789-005056bb000e","Name":"Test District","IanaTimeZone":"America/New_York","OffsetInMinutesFromUtc":300} """
            )
        );

    public ConcurrentQueue<Seen> All { get; } = new();

    /// <summary>The requests, without the automatic ones for the site and the login.</summary>
    public IReadOnlyList<Seen> Calls => [.. All.Where(s => !s.Line.Contains("/sites/", StringComparison.Ordinal))];

    public Seen Last => All.Last();

    /// <summary>Answers this method and path with these replies in turn; the last one repeats.</summary>
    public ScriptedSite On(string methodAndPath, params Reply[] replies)
    {
        _script[methodAndPath] = new(replies);
        return this;
    }

    public Task ArrivalAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        var line = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        All.Enqueue(new(line, request.RequestUri.Query, headers, body));
        if (!_script.TryGetValue(line, out var replies))
            throw new InvalidOperationException($"The script says nothing about {line}.");
        Reply reply;
        lock (replies)
            reply = replies.Count > 1 ? replies.Dequeue() : replies.Peek();
        if (!line.Contains("/sites/", StringComparison.Ordinal))
            _arrivals.Release();
        return await reply.GiveAsync(cancellationToken);
    }
}

/// <summary>A received request.</summary>
internal sealed record Seen(string Line, string Query, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public JsonElement Json => JsonDocument.Parse(Body!).RootElement;
}
