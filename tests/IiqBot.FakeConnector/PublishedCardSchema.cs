using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector;

/// <summary>
/// The published schema of Adaptive Cards 1.5 with what Teams documents beside it: <c>msteams.width</c> and <c>msteams.entities</c>
/// ("Format cards in Teams"), <c>choices.data</c> and <c>valueChangedAction</c> ("Typeahead search in Adaptive Cards", sections
/// "Data.Query" and "Dependent inputs"), and the choice style <c>filtered</c>, which the schema file forgot. Nothing else is let
/// through; where the file's patterns let through more than they name, they are held to what they name. The file is in tests/data.
/// </summary>
public static class PublishedCardSchema
{
    private const string Overlay = """
        {
          "AdaptiveCard": {
            "msteams": {
              "type": "object",
              "properties": { "width": { "enum": ["Full"] }, "entities": { "type": "array", "items": { "type": "object", "required": ["type", "text", "mentioned"] } } },
              "additionalProperties": false
            }
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

    /// <summary>The schema as JSON.</summary>
    public static string Text { get; } = Load();

    private static string Load()
    {
        using var file = typeof(PublishedCardSchema).Assembly.GetManifestResourceStream("adaptive-card.json")!;
        var schema = JsonNode.Parse(file)!;
        var definitions = schema["definitions"]!;
        foreach (var (type, additions) in JsonNode.Parse(Overlay.Replace("RESET", Reset, StringComparison.Ordinal))!.AsObject())
        {
            foreach (var (name, rule) in additions!.AsObject())
                definitions[type]!["properties"]!.AsObject().Add(name, rule!.DeepClone());
        }
        definitions["ChoiceInputStyle"]!["anyOf"]!.AsArray().Add(JsonNode.Parse("""{ "enum": ["filtered"] }"""));
        foreach (var (_, definition) in definitions.AsObject())
            MeanWholeTexts(definition!);
        return schema.ToJsonString();
    }

    // A pattern alone accepts everything that is not a text, so anything in a fallback would be valid. And the file writes ^(one)|(two)$,
    // which "one more" and "no two" match as well.
    private static void MeanWholeTexts(JsonNode definition)
    {
        foreach (var alternative in definition["anyOf"]?.AsArray() ?? [])
        {
            if (alternative!["pattern"] is not { } pattern)
                continue;
            alternative["type"] = "string";
            alternative["pattern"] = $"^(?:{pattern.GetValue<string>().TrimStart('^').TrimEnd('$')})$";
        }
    }
}
