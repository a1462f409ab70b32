using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IiqBot.Conformance.Tests.OnTeams;

/// <summary>Reads an Adaptive Card as a person would.</summary>
internal static partial class TeamsCard
{
    private static readonly string[] Unseen = ["data", "fallback", "fallbackText", "speak"];
    private static readonly string[] Texts = ["text", "title", "label", "value", "altText"];

    /// <summary>A control that can be pressed.</summary>
    public sealed record Pressable(string Title, string Verb, JsonObject Data);

    public static string Words(JsonElement card) => string.Join(' ', WordsIn(card));

    public static IEnumerable<Pressable> Actions(JsonElement card) =>
        from action in Objects(card)
        where TextOf(action, "type") == "Action.Execute"
        select new Pressable(
            TextOf(action, "title") ?? "",
            TextOf(action, "verb") ?? "",
            action.TryGetProperty("data", out var data) ? JsonObject.Create(data)! : []
        );

    /// <summary>The button with this label, or the row with this accessibility label.</summary>
    public static Pressable Action(JsonElement card, string label) =>
        Actions(card).FirstOrDefault(action => action.Title == label || action.Title.StartsWith(label + ":", StringComparison.Ordinal))
        ?? throw new InvalidOperationException(
            $"There is no \"{label}\" among: {string.Join(", ", Actions(card).Select(action => action.Title))}."
        );

    public static string? LinkOf(JsonElement card, string label) =>
        Objects(card)
            .Where(action => TextOf(action, "type") == "Action.OpenUrl" && TextOf(action, "title") == label)
            .Select(action => TextOf(action, "url"))
            .FirstOrDefault();

    /// <summary>The targets of Markdown links in all texts that are read as Markdown, which excludes rich text.</summary>
    public static IEnumerable<string> DisguisedLinks(JsonElement? card, string text) =>
        (card is { } shown ? Objects(shown) : [])
            .Where(element => TextOf(element, "type") != "TextRun")
            .SelectMany(element => Texts.Select(name => TextOf(element, name)).OfType<string>())
            .Append(text)
            .SelectMany(read => MarkdownLink().Matches(read))
            .Select(match => match.Groups["target"].Value);

    public static IEnumerable<JsonElement> Inputs(JsonElement card) =>
        Objects(card).Where(element => TextOf(element, "type")?.StartsWith("Input.", StringComparison.Ordinal) == true);

    public static JsonElement Input(JsonElement card, string id) => Inputs(card).Single(input => TextOf(input, "id") == id);

    /// <summary>The choices of an input, as label and value.</summary>
    public static IEnumerable<(string Label, string Value)> Choices(JsonElement input) =>
        input.TryGetProperty("choices", out var choices)
            ? choices.EnumerateArray().Select(choice => (TextOf(choice, "title")!, TextOf(choice, "value")!))
            : [];

    public static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Objects(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(member => !Unseen.Contains(member.Name))
                .SelectMany(member => Objects(member.Value))
                .Prepend(element),
            _ => [],
        };

    private static IEnumerable<string> WordsIn(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(WordsIn),
            JsonValueKind.Object => element.EnumerateObject().Where(member => !Unseen.Contains(member.Name)).SelectMany(WordsOf),
            _ => [],
        };

    private static IEnumerable<string> WordsOf(JsonProperty member) =>
        member switch
        {
            { Value.ValueKind: JsonValueKind.String } => Texts.Contains(member.Name) ? [member.Value.GetString()!] : [],
            { Name: "inlines" } => member
                .Value.EnumerateArray()
                .SelectMany(run => run.ValueKind == JsonValueKind.String ? [run.GetString()!] : WordsIn(run)), // a run may be a string
            _ => WordsIn(member.Value),
        };

    [GeneratedRegex(
        @"\[[^\]]*\]\((?<target>[^)]*)\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MarkdownLink();
}
