using System.Text.Json;
using System.Text.Json.Serialization;
using IiqBot.Slack.Api;

namespace IiqBot.Slack.Turns;

/// <summary>
/// How a request can be answered. It is stored with the request, and goes along in the views it opens, so that an answer finds its
/// way also after a restart. It grants nothing: who asks is always the person that Slack names.
/// </summary>
internal sealed record ReplyRoute
{
    private static readonly ReplyRoute None = new();

    /// <summary>
    /// The channel of the message whose button was pressed, or of what was said; null where nobody else reads the answer.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary>The thread there; null for none.</summary>
    public string? Thread { get; init; }

    /// <summary>
    /// Whether nobody answered in that thread yet. Slack shows nobody what is posted there for one person's eyes alone.
    /// </summary>
    public bool BeginsThread { get; init; }

    /// <summary>The message whose button was pressed; null when something was typed.</summary>
    public string? Message { get; init; }

    /// <summary>Whether that message is for one person's eyes alone, so that only <see cref="ResponseUrl"/> reaches it.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The <c>response_url</c>; null when the request had none.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>When the request came, in seconds since 1970: a <see cref="ResponseUrl"/> grows old.</summary>
    public long At { get; init; }

    /// <summary>The modal in which the answer is shown; null for none.</summary>
    public string? View { get; init; }

    /// <summary>Whether the answer is the person's Home tab.</summary>
    public bool IsHome { get; init; }

    /// <summary>
    /// The link under whose preview something was pressed; null for other requests. The preview hangs on somebody else's message, in a
    /// conversation where the bot may be nobody: it is answered to the person alone, and the preview is drawn again when something changed.
    /// </summary>
    public LinkPlace? Preview { get; init; }

    /// <summary>The route as text.</summary>
    public string Write() => JsonSerializer.Serialize(this, RouteJson.Default.ReplyRoute);

    /// <summary>The route in a text; an empty one when there is none.</summary>
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

/// <summary>What goes along with a modal as its <c>private_metadata</c>.</summary>
/// <param name="Route">How what is asked in it is answered.</param>
/// <param name="Hidden">A form's hidden arguments and its instance.</param>
/// <param name="Working">What the form says while it is carried out; null for the usual words.</param>
internal sealed record ViewMetadata(ReplyRoute Route, IReadOnlyDictionary<string, string>? Hidden = null, string? Working = null)
{
    /// <summary>The metadata as text, no longer than Slack takes.</summary>
    public string Write()
    {
        var ordered = this with
        {
            Hidden = Hidden is null
                ? null
                : new SortedDictionary<string, string>(Hidden.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        };
        var text = JsonSerializer.Serialize(ordered, RouteJson.Default.ViewMetadata);
        // The response URL is the only long part; without it answers go by message.
        return text.Length <= Blocks.BlockLimits.PrivateMetadata
            ? text
            : JsonSerializer.Serialize(ordered with { Route = Route with { ResponseUrl = null } }, RouteJson.Default.ViewMetadata);
    }

    /// <summary>The metadata in a text; empty when there is none.</summary>
    public static ViewMetadata Read(string? text)
    {
        try
        {
            if (text is not null && JsonSerializer.Deserialize(text, RouteJson.Default.ViewMetadata) is { Route: not null } metadata)
                return metadata;
        }
        catch (JsonException)
        {
            // Somebody else's, or of another version: the form still says what is asked.
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
