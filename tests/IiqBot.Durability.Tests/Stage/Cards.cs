using System.Text.Json;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>What a client finds in a card.</summary>
internal static class Cards
{
    /// <summary>The button of this type and verb; null if there is none.</summary>
    public static JsonElement? Find(JsonElement card, string type, string verb) =>
        Objects(card)
            .Where(part =>
                Is(part, "type", type) && (Is(part, "verb", verb) || (part.TryGetProperty("data", out var data) && Is(data, "_verb", verb)))
            )
            .Select(part => (JsonElement?)part)
            .FirstOrDefault();

    /// <summary>The inputs, in order.</summary>
    public static IEnumerable<JsonElement> Inputs(JsonElement card) =>
        Objects(card)
            .Where(part =>
                part.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String
                && type.GetString()!.StartsWith("Input.", StringComparison.Ordinal)
            );

    private static bool Is(JsonElement part, string name, string value) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty(name, out var found)
        && found.ValueKind == JsonValueKind.String
        && found.GetString() == value;

    private static IEnumerable<JsonElement> Objects(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(element),
            _ => [],
        };
}
