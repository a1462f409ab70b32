using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>
/// The published schema of Adaptive Cards 1.5 with what Teams documents beside it: <c>msteams.width</c>
/// ("Format cards in Teams"), and <c>choices.data</c> and <c>valueChangedAction</c> ("Typeahead search in Adaptive Cards",
/// sections "Data.Query" and "Dependent inputs"), and the choice style <c>filtered</c>, which the schema file forgot.
/// Nothing else is let through.
/// </summary>
internal static class CardSchema
{
    private const string Overlay = """
        {
          "AdaptiveCard": {
            "msteams": { "type": "object", "properties": { "width": { "enum": ["Full"] } }, "required": ["width"], "additionalProperties": false }
          },
          "Input.ChoiceSet": {
            "choices.data": {
              "type": "object",
              "properties": { "type": { "enum": ["Data.Query"] }, "dataset": { "type": "string" }, "associatedInputs": { "enum": ["auto", "none"] } },
              "required": ["type", "dataset"],
              "additionalProperties": false
            },
            "valueChangedAction": RESET
          },
          "Input.Text": { "valueChangedAction": RESET }
        }
        """;

    private const string Reset = """
        {
          "type": "object",
          "properties": { "type": { "enum": ["Action.ResetInputs"] }, "targetInputIds": { "type": "array", "items": { "type": "string" }, "minItems": 1 } },
          "required": ["type"],
          "additionalProperties": false
        }
        """;

    private static readonly Lazy<Task<JsonSchema>> Schema = new(LoadAsync);

    private static string FilePath => Path.Combine(RepositoryFolder.Root, "..", "shared", "data", "adaptivecards", "1.5.0", "adaptive-card.json");

    /// <summary>What is wrong with a card; skips the test where the schema is not at hand.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(JsonElement card)
    {
        if (!File.Exists(FilePath)) Assert.Skip("The Adaptive Card schema is not beside the repository (../shared/data/adaptivecards/1.5.0).");

        var schema = await Schema.Value;
        return [.. schema.Validate(card.GetRawText()).Select(error => error.ToString())];
    }

    private static async Task<JsonSchema> LoadAsync()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(FilePath))!;
        foreach (var (type, additions) in JsonNode.Parse(Overlay.Replace("RESET", Reset, StringComparison.Ordinal))!.AsObject())
        {
            var properties = schema["definitions"]![type]!["properties"]!.AsObject();
            foreach (var (name, rule) in additions!.AsObject()) properties.Add(name, rule!.DeepClone());
        }
        schema["definitions"]!["ChoiceInputStyle"]!["anyOf"]!.AsArray().Add(JsonNode.Parse("""{ "enum": ["filtered"] }"""));
        return await JsonSchema.FromJsonAsync(schema.ToJsonString());
    }
}
