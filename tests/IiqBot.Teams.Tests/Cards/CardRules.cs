using System.Text.Json;
using IiqBot.Teams.Cards;

namespace IiqBot.Teams.Tests.Cards;

/// <summary>The rules for every card beyond the schema: Teams' limits and accessibility.</summary>
internal static class CardRules
{
    /// <summary>28 KB, the size that all paths of Teams accept (docs/reference/teams.md, "Sizes").</summary>
    private const int MaxBytes = 28 * 1024;

    public static IReadOnlyList<string> Broken(Drawn card) =>
        [
            .. Rule(card.Bytes <= MaxBytes, $"{card.Bytes} bytes are too many"),
            .. Rule(Drawn.Text(card.Root, "version") == "1.5", "the version is not 1.5"),
            .. Rule(!string.IsNullOrWhiteSpace(Drawn.Text(card.Root, "fallbackText")), "no fallbackText"),
            .. Rule(!string.IsNullOrWhiteSpace(Drawn.Text(card.Root, "speak")), "no speak"),
            .. Rule(PrimaryActions(card) <= 6, "more than six primary actions"),
            .. Rule(card.All("ColumnSet").All(set => set.GetProperty("columns").GetArrayLength() <= 3), "more than three columns"),
            .. Rule(
                Inputs(card).Select(input => Drawn.Text(input, "id")).Distinct(StringComparer.Ordinal).Count() == Inputs(card).Count(),
                "an input's id is there twice"
            ),
            .. Inputs(card).SelectMany(InputRules),
            .. card.All("Action.Execute").SelectMany(ExecuteRules),
            .. card.All("Action.Submit")
                .SelectMany(action => Rule(!action.GetProperty("data").TryGetProperty("msteams", out _), "msteams in data")),
            .. card.All("Image").SelectMany(image => Rule(Drawn.Text(image, "altText") is not null, "a picture without altText")),
            .. card.All("TextBlock")
                .SelectMany(block => Rule(Drawn.Text(block, "style") == "heading", "a TextBlock that is no heading reads Markdown")),
            .. Rule(!card.Typed.Any(element => Drawn.Text(element, "type") == "FactSet"), "a FactSet reads Markdown"),
        ];

    private static IEnumerable<JsonElement> Inputs(Drawn card) =>
        card.Typed.Where(element => Drawn.Text(element, "type")!.StartsWith("Input.", StringComparison.Ordinal));

    private static int PrimaryActions(Drawn card) =>
        card.Root.TryGetProperty("actions", out var actions)
            ? actions.EnumerateArray().Count(action => Drawn.Text(action, "mode") != "secondary")
            : 0;

    private static IEnumerable<string> InputRules(JsonElement input)
    {
        var id = Drawn.Text(input, "id");
        var label = Drawn.Text(input, "label");
        var isRequired = input.TryGetProperty("isRequired", out var required) && required.GetBoolean();
        return
        [
            .. Rule(!string.IsNullOrWhiteSpace(label), $"{id} has no label"),
            .. Rule(
                !isRequired || label!.EndsWith("(required)", StringComparison.Ordinal),
                $"{id} does not say in words that it is required"
            ),
            .. Rule(!isRequired || Drawn.Text(input, "errorMessage") is not null, $"{id} is required and has no errorMessage"),
        ];
    }

    private static IEnumerable<string> ExecuteRules(JsonElement action)
    {
        var title = Drawn.Text(action, "title");
        if (!action.TryGetProperty("fallback", out var fallback))
            return [$"{title} has no fallback"];
        return
        [
            .. Rule(!string.IsNullOrWhiteSpace(title), "an action without a title"),
            .. Rule(Drawn.Text(fallback, "type") == "Action.Submit", $"{title}: the fallback is no Action.Submit"),
            .. Rule(Meaning(action) is not null && Meaning(action) == Meaning(fallback), $"{title}: the fallback means something else"),
        ];
    }

    /// <summary>What a press would request: the verb and all its data.</summary>
    private static string? Meaning(JsonElement action)
    {
        var data = action.TryGetProperty("data", out var found) ? found : default;
        return ActionData.Parse(data, Drawn.Text(action, "verb")) is { } parsed
            ? string.Join(
                '\n',
                parsed
                    .Arguments.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => $"{pair.Key}={pair.Value}")
                    .Prepend(parsed.Verb)
            )
            : null;
    }

    private static IEnumerable<string> Rule(bool holds, string otherwise) => holds ? [] : [otherwise];
}
