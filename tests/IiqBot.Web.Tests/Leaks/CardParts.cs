using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.Web.Tests.Leaks;

/// <summary>What a Teams client sends back from a card.</summary>
internal static class CardParts
{
    /// <summary>The data of the buttons on a ticket's card.</summary>
    public static JsonObject DataOfTicket(JsonElement card) => DataOf(card, "ticket")!;

    /// <summary>
    /// What the button of a form sends, with text in every text field and the choices unchanged; null for a card without inputs.
    /// </summary>
    public static JsonObject? Filled(JsonElement card)
    {
        if (DataOf(card, "_form") is not { } filled)
            return null;
        foreach (var input in Parts(card).Where(part => TypeOf(part)?.StartsWith("Input.", StringComparison.Ordinal) == true))
        {
            filled[input.GetProperty("id").GetString()!] =
                TypeOf(input) == "Input.Text" ? LeakWalk.Written
                : input.TryGetProperty("value", out var value) ? value.GetString()
                : null;
        }

        return filled;
    }

    private static JsonObject? DataOf(JsonElement card, string member) =>
        Parts(card)
            .Where(part => TypeOf(part) == "Action.Execute" && part.TryGetProperty("data", out _))
            .Select(button => JsonNode.Parse(button.GetProperty("data").GetRawText())!.AsObject())
            .FirstOrDefault(data => data.ContainsKey(member));

    private static string? TypeOf(JsonElement part) =>
        part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static IEnumerable<JsonElement> Parts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Parts),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Parts(member.Value)).Prepend(element),
            _ => [],
        };
}
