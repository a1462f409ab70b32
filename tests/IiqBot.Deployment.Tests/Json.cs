using System.Text.Json;

namespace IiqBot.Deployment.Tests;

internal static class Json
{
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>This element and everything in it.</summary>
    public static IEnumerable<JsonElement> Everything(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Value.Everything()).Prepend(element),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Everything).Prepend(element),
            _ => [element],
        };
}
