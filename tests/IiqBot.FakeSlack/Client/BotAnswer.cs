using System.Net;
using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>The bot's answer to a request by Slack: the acknowledgement.</summary>
/// <param name="Request">The request.</param>
/// <param name="Status">The HTTP status; 504 if the deadline passed, 502 if there was no connection. Over Socket Mode, 200 for an
/// acknowledgement.</param>
/// <param name="Body">The body, or the acknowledgement's payload; empty if none.</param>
/// <param name="Elapsed">Time until the whole answer arrived, by the fake's clock.</param>
public sealed record BotAnswer(SlackRequest Request, HttpStatusCode Status, string Body, TimeSpan Elapsed)
{
    /// <summary>The body as JSON; null if it is not JSON.</summary>
    public JsonElement? Json { get; } = FakeSlack.Json.TryParse(Body);

    /// <summary>Whether Slack accepts it as an acknowledgement.</summary>
    public bool IsAcknowledged => (int)Status is >= 200 and < 300;

    /// <summary>The errors in the answer to a view_submission, by block id; empty if there were none.</summary>
    public IReadOnlyDictionary<string, string> Errors =>
        Json?.Property("errors") is { ValueKind: JsonValueKind.Object } errors
            ? errors.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.ToString(), StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The options (text, value) in the answer to a block_suggestion; empty for other answers.</summary>
    public IReadOnlyList<(string Text, string Value)> Options =>
        Json is { } json
            ?
            [
                .. json.Items("options")
                    .Concat(json.Items("option_groups").SelectMany(g => g.Items("options")))
                    .Select(o => (o.Text("text", "text") ?? "", o.Text("value") ?? "")),
            ]
            : [];

    /// <summary>The media type of the body, such as <c>application/json</c>; null if there is none, and over Socket Mode.</summary>
    public string? MediaType { get; init; }

    /// <summary>Whether the answer had the header <c>x-slack-no-retry: 1</c>.</summary>
    public bool ForbidsRetry { get; init; }
}
