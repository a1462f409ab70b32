using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// Checks an Adaptive Card as a Teams client would have to: 1.5 at most, known types, unique input ids, actions that can work
/// (adaptive-card.json 1.5.0; msteams-docs, cards-reference and universal actions).
/// </summary>
internal sealed partial class AdaptiveCardRules
{
    private const int MostRefreshUsers = 60;
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _toggled = [];

    private AdaptiveCardRules() { }

    /// <summary>The errors of the card; empty if there are none.</summary>
    public static IReadOnlyList<string> Check(JsonElement card)
    {
        var rules = new AdaptiveCardRules();
        rules.Card(card, isRoot: true);
        rules._errors.AddRange(
            rules._toggled.Where(id => !rules._ids.Contains(id)).Select(id => $"Action.ToggleVisibility names no element: {id}.")
        );
        return rules._errors;
    }

    private void Card(JsonElement card, bool isRoot)
    {
        if (card.Text("type") != "AdaptiveCard")
            _errors.Add("type is not AdaptiveCard.");
        if (isRoot && !Version().IsMatch(card.Text("version") ?? ""))
            _errors.Add("version must be 1.0 to 1.5.");
        if (!card.Items("body").Any() && !card.Items("actions").Any())
            _errors.Add("the card is empty.");
        Children(card, "body", impliedType: null);
        Actions(card, "actions");
        SelectAction(card);
        if (card.Property("refresh") is { } refresh)
            Refresh(refresh);
        foreach (var entity in card.Property("msteams")?.Items("entities") ?? [])
            Mention(card, entity);
    }

    private void Mention(JsonElement card, JsonElement entity)
    {
        var body = card.Property("body")?.GetRawText() ?? "";
        if (
            entity.Text("text") is not { } mention
            // The sender may have escaped the angle brackets or not.
            || (
                !body.Contains(mention, StringComparison.Ordinal)
                && !body.Contains(JsonEncodedText.Encode(mention).Value, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            _errors.Add("the text of a mention in msteams.entities does not occur in the body.");
        }

        if (entity.Text("mentioned", "id") is null)
            _errors.Add("a mention in msteams.entities names nobody.");
    }

    private void Refresh(JsonElement refresh)
    {
        if (refresh.Property("action") is not { } action || action.Text("type") != "Action.Execute")
            _errors.Add("refresh.action is not an Action.Execute.");
        else
            Action(action, needsTitle: false);
        if (refresh.Property("userIds") is not { } users)
            return;
        if (users.ValueKind != JsonValueKind.Array || users.GetArrayLength() is 0 or > MostRefreshUsers)
            _errors.Add($"refresh.userIds must name 1 to {MostRefreshUsers} people: an empty list switches the refresh off.");
    }

    private void Children(JsonElement parent, string name, string? impliedType)
    {
        if (parent.Property(name) is { ValueKind: not JsonValueKind.Array })
            _errors.Add($"{name} is not an array.");
        foreach (var child in parent.Items(name))
        {
            if (impliedType == "TextRun" && child.ValueKind == JsonValueKind.String)
                continue;
            Element(child, impliedType);
        }
    }

    private void Element(JsonElement element, string? impliedType)
    {
        var type = element.Text("type") ?? impliedType;
        if (type is null || !CardVocabulary.Elements.TryGetValue(type, out var known))
        {
            _errors.Add($"unknown element type {type ?? "(none)"}.");
            return;
        }

        if (CardVocabulary.PartsOnly.Contains(type) ? type != impliedType : impliedType is not null && impliedType != type)
            _errors.Add($"a {type} cannot stand here.");
        foreach (var name in known.Required.Where(name => IsMissing(element, name)))
            _errors.Add($"{type} needs {name}.");
        if (element.Text("id") is { } id && !_ids.Add(id))
            _errors.Add($"the id {id} is used twice.");
        foreach (var name in known.Children)
            Children(element, name, known.ImpliedChild);
        Details(element, type);
        SelectAction(element);
        Fallback(element, fallback => Element(fallback, impliedType));
    }

    private void Details(JsonElement element, string type)
    {
        switch (type)
        {
            case "ActionSet":
                Actions(element, "actions");
                break;
            case "FactSet" when element.Items("facts").Any(f => f.Text("title") is null || f.Text("value") is null):
                _errors.Add("a fact needs a title and a value.");
                break;
            case "Image" when !IsUrl(element.Text("url"), "https", "data"):
                _errors.Add("an image's url must be https or data.");
                break;
            case "Input.ChoiceSet":
                Choices(element);
                break;
            case "Input.Date":
                foreach (
                    var name in new[] { "value", "min", "max" }.Where(name =>
                        element.Property(name) is not null && !IsDate(element.Text(name))
                    )
                )
                    _errors.Add($"{name} of Input.Date {element.Text("id")} is not written as YYYY-MM-DD.");
                break;
            case "Input.Text" when element.Property("inlineAction") is { } action:
                Action(action, needsTitle: true);
                break;
        }
    }

    /// <summary>A day in the format that Teams accepts and sends.</summary>
    internal static bool IsDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private void Choices(JsonElement input)
    {
        if (input.Items("choices").Any(c => c.Text("title") is null || c.Text("value") is null))
            _errors.Add("a choice needs a title and a value.");
        if (input.Property("choices.data") is { } query)
        {
            if (query.Text("type") != "Data.Query" || IsMissing(query, "dataset"))
                _errors.Add("choices.data must be a Data.Query with a dataset.");
        }
        else if (!input.Items("choices").Any())
        {
            _errors.Add($"Input.ChoiceSet {input.Text("id")} has neither choices nor choices.data.");
        }
    }

    private void Actions(JsonElement parent, string name)
    {
        if (parent.Property(name) is { ValueKind: not JsonValueKind.Array })
            _errors.Add($"{name} is not an array.");
        foreach (var action in parent.Items(name))
            Action(action, needsTitle: true);
    }

    private void SelectAction(JsonElement element)
    {
        if (element.Property("selectAction") is not { } action)
            return;
        if (action.Text("type") == "Action.ShowCard")
            _errors.Add("selectAction cannot be an Action.ShowCard.");
        Action(action, needsTitle: false);
    }

    private void Action(JsonElement action, bool needsTitle)
    {
        var type = action.Text("type");
        if (type is null || !CardVocabulary.Actions.Contains(type))
        {
            _errors.Add($"unknown action type {type ?? "(none)"}.");
            return;
        }

        if (needsTitle && IsMissing(action, "title") && IsMissing(action, "iconUrl"))
            _errors.Add($"{type} needs a title or an icon.");
        switch (type)
        {
            case "Action.Execute" when IsMissing(action, "verb"):
                _errors.Add("Action.Execute needs a verb.");
                break;
            case "Action.OpenUrl" when !IsUrl(action.Text("url"), "https", "http", "mailto", "tel", "msteams"):
                _errors.Add("Action.OpenUrl needs an absolute url.");
                break;
            case "Action.ShowCard" when action.Property("card") is { } card:
                Card(card, isRoot: false);
                break;
            case "Action.ShowCard":
                _errors.Add("Action.ShowCard needs a card.");
                break;
            case "Action.ToggleVisibility" when !action.Items("targetElements").Any():
                _errors.Add("Action.ToggleVisibility needs targetElements.");
                break;
            case "Action.ToggleVisibility":
                _toggled.AddRange(
                    action
                        .Items("targetElements")
                        .Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()! : t.Text("elementId") ?? "(none)")
                );
                break;
        }

        Fallback(action, fallback => Action(fallback, needsTitle));
    }

    /// <summary>A fallback replaces its element, so it may reuse the ids of that element: it is checked separately.</summary>
    private void Fallback(JsonElement element, Action<JsonElement> check)
    {
        if (element.Property("fallback") is not { } fallback)
            return;
        if (fallback.ValueKind == JsonValueKind.String)
        {
            if (fallback.GetString() != "drop")
                _errors.Add("fallback is neither drop nor a replacement.");
            return;
        }

        string[] before = [.. _ids];
        _ids.Clear();
        check(fallback);
        _ids.UnionWith(before);
    }

    private static bool IsMissing(JsonElement element, string name) =>
        element.Property(name) is not { } value
        || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    private static bool IsUrl(string? text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme);

    [GeneratedRegex(@"^1\.[0-5]\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
