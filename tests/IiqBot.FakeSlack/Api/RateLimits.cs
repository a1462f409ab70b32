using System.Collections.Concurrent;

namespace IiqBot.FakeSlack.Api;

/// <summary>
/// The Web API's rate limits (docs.slack.dev/apis/web-api/rate-limits): each method by its tier and workspace; posting about one message
/// a second per channel with short bursts, and several hundred a minute per workspace.
/// </summary>
internal sealed class RateLimits(FakeSlackOptions options)
{
    /// <summary>
    /// How many messages a channel accepts at once before the limit of one a second applies. "Short bursts" has no published number.
    /// </summary>
    public const int Burst = 5;

    private readonly ConcurrentDictionary<string, RateWindow> _windows = new(StringComparer.Ordinal);

    public TimeSpan? Refuse(ApiMethod method) => Refuse(method.Name, TimeSpan.FromMinutes(1), method.PerMinute);

    public TimeSpan? RefusePost(string channelId) => Refuse("channel " + channelId, TimeSpan.FromSeconds(Burst), Burst);

    private TimeSpan? Refuse(string key, TimeSpan period, int calls) =>
        options.RateLimiting ? _windows.GetOrAdd(key, _ => new RateWindow(period, calls)).Refusal(options.TimeProvider.GetUtcNow()) : null;
}
