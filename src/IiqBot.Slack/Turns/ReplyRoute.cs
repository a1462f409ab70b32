using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Slack.Api;

namespace IiqBot.Slack.Turns;

/// <summary>
/// How to answer a request. It is stored with the request and travels in the views that the request opens, so that an answer finds its way
/// even after a restart. It grants no rights: the asker is always the person that Slack names.
/// </summary>
internal sealed record ReplyRoute
{
    private static readonly ReplyRoute None = new();

    /// <summary>The channel of the pressed or typed message; null where nobody else reads the answer.</summary>
    public string? Channel { get; init; }

    /// <summary>The thread in the channel; null if there is none.</summary>
    public string? Thread { get; init; }

    /// <summary>Whether the thread has no replies yet. Slack does not show ephemeral messages in such a thread.</summary>
    public bool BeginsThread { get; init; }

    /// <summary>The message whose button the person pressed; null when they typed.</summary>
    public string? Message { get; init; }

    /// <summary>Whether that message is ephemeral, so that only <see cref="ResponseUrl"/> reaches it.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The <c>response_url</c>; null when the request had none.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>When the request came, in seconds since 1970: a <see cref="ResponseUrl"/> expires.</summary>
    public long At { get; init; }

    /// <summary>The modal that shows the answer; null if there is none.</summary>
    public string? View { get; init; }

    /// <summary>Whether the answer is the person's Home tab.</summary>
    public bool IsHome { get; init; }

    /// <summary>
    /// The link whose preview the person pressed; null for other requests. The preview is on somebody else's message, perhaps where the bot
    /// is no member. The bot answers only the person, and redraws the preview if something changed.
    /// </summary>
    public LinkPlace? Preview { get; init; }

    /// <summary>The route as text.</summary>
    public string Write() => JsonSerializer.Serialize(this, RouteJson.Default.ReplyRoute);

    /// <summary>Reads a route; an empty one when the text holds none.</summary>
    public static ReplyRoute Read(string text)
    {
        if (text.Length == 0)
            return None;
        try
        {
            return JsonSerializer.Deserialize(text, RouteJson.Default.ReplyRoute) ?? None;
        }
        catch (JsonException)
        {
            return None;
        }
    }
}

/// <summary>The <c>private_metadata</c> of a modal.</summary>
/// <param name="Route">How to answer a request from the modal.</param>
/// <param name="Hidden">A form's hidden arguments and its instance.</param>
/// <param name="Working">What the form says while the bot works; null for the usual text.</param>
internal sealed record ViewMetadata(ReplyRoute Route, IReadOnlyDictionary<string, string>? Hidden = null, string? Working = null)
{
    /// <summary>The metadata as text, within Slack's limit.</summary>
    public string Write()
    {
        var ordered = this with
        {
            Hidden = Hidden is null
                ? null
                : new SortedDictionary<string, string>(Hidden.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        };
        var text = JsonSerializer.Serialize(ordered, RouteJson.Default.ViewMetadata);
        // The response URL is the only long part; without it answers go out as messages.
        return text.Length <= Blocks.BlockLimits.PrivateMetadata
            ? text
            : JsonSerializer.Serialize(ordered with { Route = Route with { ResponseUrl = null } }, RouteJson.Default.ViewMetadata);
    }

    /// <summary>Reads the metadata; empty when the text holds none.</summary>
    public static ViewMetadata Read(string? text)
    {
        try
        {
            if (text is not null && JsonSerializer.Deserialize(text, RouteJson.Default.ViewMetadata) is { Route: not null } metadata)
                return metadata;
        }
        catch (JsonException)
        {
            // Not ours, or another version. The form itself still says what is asked.
        }

        return new(new ReplyRoute());
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(ReplyRoute))]
[JsonSerializable(typeof(ViewMetadata))]
internal sealed partial class RouteJson : JsonSerializerContext;
