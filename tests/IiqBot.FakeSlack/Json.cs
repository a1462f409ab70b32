using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>Tolerant lookups in foreign JSON: a member that is missing or of another type reads as absent.</summary>
internal static class Json
{
    public static JsonElement? Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string? Text(this JsonElement element, string outer, string inner) => element.Property(outer)?.Text(inner);

    public static bool IsTrue(this JsonElement element, string name) => element.Property(name) is { ValueKind: JsonValueKind.True };

    public static int? Whole(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static JsonNode? ToNode(this JsonElement element) => JsonNode.Parse(element.GetRawText());

    public static JsonElement ToElement(this JsonNode node) => JsonElement.Parse(node.ToJsonString());

    /// <summary>The text as JSON; null if it is not JSON.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
