using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace IiqBot.Slack.Inbound;

/// <summary>
/// Reads payloads leniently: a member that is missing, or has another type than expected, is null. Slack adds members as it likes.
/// </summary>
internal static class Json
{
    // Slack's payloads are a dozen levels deep. The size limit of the body bounds lengths and counts.
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 64 };

    /// <summary>
    /// The JSON object in these bytes; null when there is none. Invalid UTF-8, or an escape that is half a surrogate pair, makes the JSON
    /// invalid, because reading it would throw later.
    /// </summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            if (!IsText(utf8.Span))
                return null;
            using var document = JsonDocument.Parse(utf8, Bounds);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The JSON object in this text; null when there is none.</summary>
    public static JsonElement? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>A member; null when it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>A text found along a path of members; null when it is missing or empty.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement? at = element;
        foreach (var name in path)
            at = at?.Member(name);
        return at is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>A member that is an integer; null when it is missing.</summary>
    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    /// <summary>Whether a member is <c>true</c>.</summary>
    public static bool Is(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The items of a member that is an array; otherwise none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The members of a member that is an object; otherwise none.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject() : [];

    // In valid UTF-8 only an escape can hide half a surrogate pair, and few bodies contain one.
    private static bool IsText(ReadOnlySpan<byte> utf8) =>
        Utf8.IsValid(utf8) && ((utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0) || !HasHalfCharacters(utf8));

    private static bool HasHalfCharacters(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
