using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector.Connector;

namespace IiqBot.FakeConnector.Client;

/// <summary>The buttons and inputs a person sees on a card.</summary>
internal static class CardButtons
{
    /// <summary>
    /// Finds the one matching button: of this type and verb, and with equal values for all data that both the argument and the button have.
    /// </summary>
    /// <exception cref="InvalidOperationException">The card has no such button: a person could not have pressed it.</exception>
    public static JsonElement Find(JsonElement card, string type, string? verb, JsonObject? data, string? title)
    {
        var found = All(card)
            .Where(a =>
                a.Text("type") == type
                && (verb is null || a.Text("verb") == verb)
                && (title is null || a.Text("title") == title)
                && Agrees(a, data)
            )
            .ToList();
        return found.Count > 0
            ? found[0]
            : throw new InvalidOperationException(
                $"The card has no {type} {verb} {title} {data?.ToJsonString()}. It has: "
                    + string.Join("; ", All(card).Select(a => $"{a.Text("type")} {a.Text("verb")} {a.Text("title")}"))
            );
    }

    /// <summary>What the client sends: the button's data, and over it the values of the inputs.</summary>
    /// <exception cref="InvalidOperationException">A required input is empty: the client would not send.</exception>
    public static JsonObject Submission(JsonElement card, JsonElement action, JsonObject? inputs)
    {
        var data = action.Property("data") is { ValueKind: JsonValueKind.Object } own ? JsonObject.Create(own)! : [];
        if (action.Text("associatedInputs") != "none")
        {
            foreach (var input in Inputs(card))
            {
                var id = input.Text("id")!;
                if (input.Property("value") is { } initial)
                    data[id] = JsonNode.Parse(initial.GetRawText());
                if (input.Text("type") == "Input.Date" && inputs?[id]?.ToString() is { Length: > 0 } day && !AdaptiveCardRules.IsDate(day))
                    throw new InvalidOperationException($"The input {id} is a date: nobody can type {day} into it.");
                if (
                    input.Property("isRequired") is { ValueKind: JsonValueKind.True }
                    && string.IsNullOrEmpty(inputs?[id]?.ToString() ?? data[id]?.ToString())
                )
                    throw new InvalidOperationException($"The input {id} is required: the client would not send the card without it.");
            }
        }

        foreach (var (name, value) in inputs ?? [])
            data[name] = value?.DeepClone();
        return data;
    }

    private static IEnumerable<JsonElement> All(JsonElement card) => Objects(card).Where(IsAction);

    private static IEnumerable<JsonElement> Inputs(JsonElement card) =>
        Objects(card).Where(e => e.Text("type")?.StartsWith("Input.", StringComparison.Ordinal) == true);

    private static bool IsAction(JsonElement element) => element.Text("type")?.StartsWith("Action.", StringComparison.Ordinal) == true;

    private static bool Agrees(JsonElement action, JsonObject? data) =>
        data is null
        || data.All(given =>
            action.Property("data")?.Property(given.Key) is not { } held
            || JsonNode.DeepEquals(JsonNode.Parse(held.GetRawText()), given.Value)
        );

    private static IEnumerable<JsonElement> Objects(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
            // The data of a button is not part of the card, even if it looks like a card.
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(p => p.Name != "data")
                .SelectMany(p => Objects(p.Value))
                .Prepend(element),
            _ => [],
        };
}
