using System.Text.Json;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>
/// Extracts the words from the blocks of somebody's message (docs.slack.dev/reference/block-kit/blocks), for those blocks in which apps
/// write text.
/// </summary>
internal static class BlockWords
{
    private const int Most = 100;

    /// <summary>The words, one line for each block; empty if there are none.</summary>
    public static string Of(JsonElement message) => Lines(message.Items("blocks").Take(Most).Select(OfBlock));

    private static string OfBlock(JsonElement block) =>
        block.Text("type") switch
        {
            "header" or "section" => Lines([
                OfText(block.Member("text")),
                .. block.Items("fields").Take(Most).Select(field => OfText(field)),
            ]),
            "context" => string.Join(
                ' ',
                block.Items("elements").Take(Most).Select(element => OfText(element)).Where(text => text.Length > 0)
            ),
            "markdown" => block.Text("text") ?? "",
            "image" or "video" => Lines([OfText(block.Member("title")), block.Text("alt_text") ?? ""]),
            "rich_text" => Lines(block.Items("elements").Take(Most).Select(OfRichText)),
            _ => "",
        };

    private static string OfText(JsonElement? text) => text is { } found ? MessageText.Read(found.Text("text"), bot: null) : "";

    // Sections, quotes and code contain words; lists contain sections.
    private static string OfRichText(JsonElement element) =>
        element.Text("type") == "rich_text_list"
            ? Lines(element.Items("elements").Take(Most).Select(OfRichText))
            : string.Concat(element.Items("elements").Take(Most * 10).Select(OfWord)).Trim();

    private static string OfWord(JsonElement word) =>
        word.Text("type") switch
        {
            "text" => word.Text("text") ?? "",
            "link" when word.Text("text") is { } label && label != word.Text("url") => $"{label} ({word.Text("url")})",
            "link" => word.Text("url") ?? "",
            "emoji" when word.Text("name") is { } name => EmojiNames.Find(name) ?? $":{name}:",
            "user" => $"@{word.Text("user_id")}",
            "broadcast" => $"@{word.Text("range")}",
            _ => "",
        };

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Where(line => line.Length > 0));
}
