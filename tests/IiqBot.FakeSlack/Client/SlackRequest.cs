using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>
/// A request by Slack to the bot, composed but not sent: change <see cref="Payload"/> to forge one, or send it twice to replay it (<see
/// cref="FakeSlackPlatform.SendAsync"/>).
/// </summary>
public sealed class SlackRequest
{
    internal SlackRequest(SlackEndpoint endpoint, string type, JsonObject payload) => (Endpoint, Type, Payload) = (endpoint, type, payload);

    /// <summary>The endpoint to send it to.</summary>
    public SlackEndpoint Endpoint { get; }

    /// <summary>
    /// Its kind, as violations name it: <c>/iiq</c>, <c>block_actions</c>, <c>view_submission</c>, <c>app_mention</c> and so on.
    /// </summary>
    public string Type { get; }

    /// <summary>Its content. The members of a slash command are the fields of its form.</summary>
    public JsonObject Payload { get; }

    /// <summary>Its trigger id; null if it has none.</summary>
    public string? TriggerId => (string?)Payload["trigger_id"];

    /// <summary>Its response URL; null if it has none.</summary>
    public Uri? ResponseUrl => (string?)Payload["response_url"] is { } url ? new Uri(url) : null;

    /// <summary>The event's id; null for other requests.</summary>
    public string? EventId => (string?)Payload["event_id"];

    /// <summary>The number of the attempt: 1 to 3 for Slack's retries of an event; 0 for the first.</summary>
    public int RetryNumber { get; init; }

    /// <summary>The reason of the retry, such as <c>http_timeout</c>.</summary>
    public string? RetryReason { get; init; }

    internal FakePerson? Person { get; init; }

    internal FakeChannel? Channel { get; init; }

    internal FakeView? View { get; init; }

    internal FakeMessage? Message { get; init; }

    internal string ContentType => Endpoint == SlackEndpoint.Events ? "application/json" : "application/x-www-form-urlencoded";

    /// <summary>The same event, sent again.</summary>
    public SlackRequest Retry(int number, string reason) =>
        new(Endpoint, Type, Payload)
        {
            RetryNumber = number,
            RetryReason = reason,
            Person = Person,
            Channel = Channel,
            View = View,
            Message = Message,
        };

    /// <summary>The body as it goes over HTTP.</summary>
    public string ToBody() =>
        Endpoint switch
        {
            SlackEndpoint.Events => Payload.ToJsonString(),
            SlackEndpoint.Commands => string.Join('&', Payload.Select(field => $"{field.Key}={Escape((string?)field.Value ?? "")}")),
            _ => "payload=" + Escape(Payload.ToJsonString()),
        };

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
