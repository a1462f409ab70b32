using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.BlockKit;

/// <summary>Fills in what Slack fills in when it stores blocks: missing block and action ids, and the flags of texts.</summary>
internal static class Completed
{
    public static JsonElement Of(JsonElement content)
    {
        if (content.ToNode() is not JsonObject copy)
            return content;
        Complete(copy["blocks"] as JsonArray);
        foreach (var attachment in (copy["attachments"] as JsonArray ?? []).OfType<JsonObject>())
            Complete(attachment["blocks"] as JsonArray);
        return copy.ToElement();
    }

    private static void Complete(JsonArray? blocks)
    {
        foreach (var block in (blocks ?? []).OfType<JsonObject>())
        {
            block["block_id"] ??= NewId();
            Flags(block);
            IEnumerable<JsonNode?> elements =
            [
                block["element"],
                block["accessory"],
                .. block["elements"] as JsonArray ?? [],
                .. block["actions"] as JsonArray ?? [],
            ];
            foreach (
                var element in elements.OfType<JsonObject>().Where(e => (string?)e["type"] is not ("image" or "plain_text" or "mrkdwn"))
            )
            {
                if ((string?)block["type"] is not "rich_text")
                    element["action_id"] ??= NewId();
            }

            Complete(block["child_blocks"] as JsonArray);
        }
    }

    private static void Flags(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject text when text["text"] is JsonValue && (string?)text["type"] == "plain_text":
                text["emoji"] ??= true;
                break;
            case JsonObject text when text["text"] is JsonValue && (string?)text["type"] == "mrkdwn":
                text["verbatim"] ??= false;
                break;
            case JsonObject other:
                foreach (var (_, member) in other)
                    Flags(member);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Flags(item);
                break;
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("n")[..5];
}
