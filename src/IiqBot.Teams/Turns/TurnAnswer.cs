using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Connector;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams.Turns;

/// <summary>The HTTP answer to an activity.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The JSON; empty if there is none.</param>
internal sealed record TurnAnswer(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>What to do after the answer was sent, so that the client redraws before the shared message changes.</summary>
    public Func<CancellationToken, Task<DeliveryResult>>? Afterwards { get; init; }

    /// <summary>Accepted, with nothing to say.</summary>
    public static TurnAnswer Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>An invoke that the bot does not know.</summary>
    public static TurnAnswer NotImplemented { get; } = new(StatusCodes.Status501NotImplemented);

    /// <summary>The bot is too busy. The channel service tries again.</summary>
    public static TurnAnswer Busy { get; } = new(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The answer to a press: this card replaces the pressed one, only for the person who pressed.</summary>
    public static TurnAnswer Card(Content content) => Invoke(200, "application/vnd.microsoft.card.adaptive", content.WriteCard);

    /// <summary>The answer to a press: a short message.</summary>
    public static TurnAnswer Message(string text) =>
        Invoke(200, "application/vnd.microsoft.activity.message", writer => writer.WriteStringValue(text));

    /// <summary>The answer to an invalid invoke.</summary>
    public static TurnAnswer BadInvoke(string message) =>
        Invoke(
            400,
            "application/vnd.microsoft.error",
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("code"u8, "BadRequest"u8);
                writer.WriteString("message"u8, message);
                writer.WriteEndObject();
            }
        );

    /// <summary>The answer to a type-ahead (msteams-docs, "Typeahead search in Adaptive Cards").</summary>
    public static TurnAnswer Choices(IEnumerable<Option> options) =>
        Invoke(
            200,
            "application/vnd.microsoft.search.searchResponse",
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("results"u8);
                foreach (var option in options)
                {
                    writer.WriteStartObject();
                    writer.WriteString("title"u8, option.Label);
                    writer.WriteString("value"u8, option.Value);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        );

    /// <summary>The messages themselves, for an activity with delivery mode <c>expectReplies</c>.</summary>
    public static TurnAnswer Replies(IEnumerable<ReadOnlyMemory<byte>> activities) =>
        new(
            StatusCodes.Status200OK,
            JsonOutput.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("activities"u8);
                foreach (var activity in activities)
                    writer.WriteRawValue(activity.Span, skipInputValidation: true);
                writer.WriteEndArray();
                writer.WriteEndObject();
            })
        );

    /// <summary>
    /// The HTTP status is 200 whenever the bot handled an invoke; the body has the result (learn.microsoft.com, "Universal Action Model",
    /// response format).
    /// </summary>
    private static TurnAnswer Invoke(int statusCode, string type, Action<Utf8JsonWriter> writeValue) =>
        new(
            StatusCodes.Status200OK,
            JsonOutput.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("statusCode"u8, statusCode);
                writer.WriteString("type"u8, type);
                writer.WritePropertyName("value"u8);
                writeValue(writer);
                writer.WriteEndObject();
            })
        );
}
