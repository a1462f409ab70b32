using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.Conformance.Tests.OnSlack;

/// <summary>Reads what can be pressed in blocks.</summary>
internal static partial class SlackBlocks
{
    /// <summary>The buttons, each by its label and, if different, by its accessibility label.</summary>
    public static IEnumerable<string> Buttons(JsonElement content) =>
        OfType(content, "button")
            .SelectMany(button => new[] { LabelOf(button), TextOf(button, "accessibility_label") })
            .OfType<string>()
            .Distinct();

    /// <summary>The entries of overflow menus.</summary>
    public static IEnumerable<string> Entries(JsonElement content) => Options(content).Select(LabelOf).OfType<string>();

    public static string? LinkOf(JsonElement content, string label) =>
        OfType(content, "button")
            .Concat(Options(content))
            .Where(element => LabelOf(element) == label)
            .Select(element => TextOf(element, "url"))
            .FirstOrDefault();

    /// <summary>
    /// The texts in which Slack reads mentions and links: the text of the message, and its text objects. Runs of rich text are not parsed.
    /// </summary>
    public static IEnumerable<string> Markup(JsonElement content) =>
        OfType(content, "mrkdwn")
            .Concat(OfType(content, "plain_text"))
            .Append(content)
            .Select(element => TextOf(element, "text"))
            .OfType<string>();

    /// <summary>The targets of links whose text differs from their address, in markup or rich text.</summary>
    public static IEnumerable<string> DisguisedLinks(JsonElement content) =>
        Markup(content)
            .SelectMany(text => Labelled().Matches(text))
            .Select(match => match.Groups["target"].Value)
            .Concat(
                OfType(content, "link").Where(link => TextOf(link, "text") is not null).Select(link => TextOf(link, "url")).OfType<string>()
            );

    private static IEnumerable<JsonElement> Options(JsonElement content) =>
        OfType(content, "overflow").SelectMany(menu => menu.GetProperty("options").EnumerateArray());

    private static string? LabelOf(JsonElement element) => TextOf(element.GetProperty("text"), "text");

    private static IEnumerable<JsonElement> OfType(JsonElement content, string type) =>
        Objects(content).Where(element => TextOf(element, "type") == type);

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Objects(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(element),
            _ => [],
        };

    // docs.slack.dev, "Formatting message text".
    [GeneratedRegex(
        @"<(?<target>[a-z]+:[^<>|]+)\|[^<>]*>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Labelled();
}
