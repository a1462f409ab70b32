using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.Fuzz.Tests.Requests;

/// <summary>How a request's JSON becomes its body.</summary>
internal enum Wrapping
{
    /// <summary>The JSON is the body.</summary>
    Json,

    /// <summary>The JSON is the form field <c>payload</c>.</summary>
    Payload,

    /// <summary>Each member is a form field.</summary>
    Form,
}

/// <summary>A request that a platform could send, before it is mutated.</summary>
/// <param name="Path">The path to send it to.</param>
/// <param name="Wrapping">How its JSON becomes a body.</param>
/// <param name="Content">Its JSON.</param>
internal sealed record Request(string Path, Wrapping Wrapping, JsonObject Content)
{
    /// <summary>Whether it goes to the endpoint of Slack rather than Teams.</summary>
    public bool IsSlack => Path.StartsWith("/slack/", StringComparison.Ordinal);

    /// <summary>The body's media type.</summary>
    public string MediaType => Wrapping == Wrapping.Json ? "application/json" : "application/x-www-form-urlencoded";

    /// <summary>The body for this text, which is the JSON of the content, mutated or not.</summary>
    public byte[] BodyOf(string json) =>
        Encoding.UTF8.GetBytes(
            Wrapping switch
            {
                Wrapping.Json => json,
                Wrapping.Payload => "payload=" + Escape(json),
                _ => json,
            }
        );

    /// <summary>The form of a slash command. Its values are texts or odd JSON, which is written as it is.</summary>
    public static string FormOf(JsonObject content) =>
        string.Join(
            '&',
            content.Select(field =>
                $"{Escape(field.Key)}={Escape(field.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : field.Value?.ToJsonString() ?? "")}"
            )
        );

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
