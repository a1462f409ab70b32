using System.Net;
using System.Text.Json;

namespace IiqBot.FakeConnector;

/// <summary>What the bot's messaging endpoint answered to an activity.</summary>
/// <param name="Status">The HTTP status; 504 if the bot missed the deadline.</param>
/// <param name="Body">The body as text; empty if none.</param>
/// <param name="ActivityId">The id of the activity that was sent.</param>
/// <param name="Elapsed">Time until the whole answer arrived, by the fake's clock.</param>
public sealed record BotAnswer(HttpStatusCode Status, string Body, string ActivityId, TimeSpan Elapsed)
{
    /// <summary>The body as JSON; null if it is not JSON.</summary>
    public JsonElement? Json { get; } = Parse(Body);

    /// <summary>In an invoke's answer, the inner <c>statusCode</c>.</summary>
    public int? InvokeStatus => Json?.Property("statusCode") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null;

    /// <summary>In an invoke's answer, the inner <c>type</c>.</summary>
    public string? InvokeType => Json?.Text("type");

    /// <summary>The card in the answer to an <c>adaptiveCard/action</c>; otherwise null.</summary>
    public JsonElement? Card => InvokeType == ContentTypes.AdaptiveCard ? Json?.Property("value") : null;

    /// <summary>The short message in the answer to an <c>adaptiveCard/action</c>; otherwise null.</summary>
    public string? Message => InvokeType == ContentTypes.InvokeMessage ? Json?.Text("value") : null;

    /// <summary>The choices (title, value) in the answer to an <c>application/search</c>; empty for other answers.</summary>
    public IReadOnlyList<(string? Title, string? Value)> Choices =>
        InvokeType == ContentTypes.SearchResponse && Json?.Property("value") is { } value
            ? [.. value.Items("results").Select(r => (r.Text("title"), r.Text("value")))]
            : [];

    private static JsonElement? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
