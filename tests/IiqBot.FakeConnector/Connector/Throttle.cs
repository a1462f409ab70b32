using System.Collections.Concurrent;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// The rate limits of Teams (docs/reference/teams.md, "Rate limits"; msteams-docs, rate-limit): "all requests are subject to the same
/// policy", so updates, deletions and typing count as sends. For app and tenant it uses the older, smaller limit: 30 a second.
/// </summary>
internal sealed class Throttle(FakeTeamsOptions options)
{
    private static readonly (TimeSpan Period, int Calls)[] Writes =
    [
        (TimeSpan.FromSeconds(1), 7),
        (TimeSpan.FromSeconds(2), 8),
        (TimeSpan.FromSeconds(30), 60),
        (TimeSpan.FromHours(1), 1800),
    ];

    private static readonly (TimeSpan Period, int Calls)[] Reads = [.. Writes.Select(w => (w.Period, w.Calls * 2))];

    private static readonly (TimeSpan Period, int Calls)[] Tenant = [(TimeSpan.FromSeconds(1), 30)];

    private readonly ConcurrentDictionary<(char Kind, string Key), RateWindow> _windows = new();

    public TimeSpan? RefuseWrite(FakeConversation conversation) => Refuse('w', conversation.Id, Writes, conversation.Tenant.Id);

    public TimeSpan? RefuseCreate(string target, string tenantId) => Refuse('c', target, Writes, tenantId);

    public TimeSpan? RefuseRead(FakeConversation conversation) => Refuse('r', conversation.Id, Reads, conversation.Tenant.Id);

    private TimeSpan? Refuse(char kind, string key, (TimeSpan, int)[] limits, string tenantId)
    {
        if (!options.Throttling)
            return null;
        var now = options.TimeProvider.GetUtcNow();
        return _windows.GetOrAdd((kind, key), _ => new RateWindow(limits)).Refusal(now)
            ?? _windows.GetOrAdd(('t', tenantId), _ => new RateWindow(Tenant)).Refusal(now);
    }
}
