using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Builds a message's address from a payload. Message shortcuts carry no permalink, and asking Slack for one would make the person wait
/// (docs.slack.dev, "Shortcuts payloads"; the form of the address is that of <c>chat.getPermalink</c>).
/// </summary>
internal static partial class MessageLink
{
    /// <summary>The address; null when the payload does not say where the message is.</summary>
    public static string? Of(JsonElement payload)
    {
        var (domain, channel) = (payload.Text("team", "domain"), payload.Text("channel", "id"));
        if ((payload.Text("message_ts") ?? payload.Text("message", "ts")) is not { } ts)
            return null;
        if (!Domain().IsMatch(domain ?? "") || !Id().IsMatch(channel ?? "") || !Stamp().IsMatch(ts))
            return null;
        var link = $"https://{domain}.slack.com/archives/{channel}/p{ts.Replace(".", "", StringComparison.Ordinal)}";
        return payload.Text("message", "thread_ts") is { } thread && thread != ts && Stamp().IsMatch(thread)
            ? $"{link}?thread_ts={thread}&cid={channel}"
            : link;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Domain();

    [GeneratedRegex(@"^[A-Z0-9]{2,30}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[0-9]{1,12}\.[0-9]{6}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamp();
}
