using System.Text.Json;
using System.Text.RegularExpressions;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>
/// Finds mentions in texts that Slack reads as markup, and in plain ones, where they mean nothing. Either way a person's text was not
/// escaped (docs.slack.dev, "Escaping text"). Rich text is never markup, and nobody reads the value of a button.
/// </summary>
internal static partial class Mentions
{
    /// <summary>The texts of a message or view that mention somebody.</summary>
    public static IEnumerable<string> In(JsonElement content) =>
        content.ValueKind switch
        {
            JsonValueKind.Array => content.EnumerateArray().SelectMany(In),
            JsonValueKind.Object when content.Text("type") == "rich_text" => [],
            JsonValueKind.Object => content
                .EnumerateObject()
                .SelectMany(member =>
                    member.Name is "text" or "fallback" or "alt_text"
                    && member.Value.ValueKind == JsonValueKind.String
                    && Mention().IsMatch(member.Value.GetString()!)
                        ? [member.Value.GetString()!]
                        : In(member.Value)
                ),
            _ => [],
        };

    [GeneratedRegex(@"<(?:![a-z]|[@#][A-Z0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
