using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Api;

/// <summary>Messages as Slack writes them into answers and payloads.</summary>
internal static class MessageJson
{
    public static JsonObject Of(FakeMessage message, FakeSlackOptions options)
    {
        var json = new JsonObject
        {
            ["type"] = "message",
            ["ts"] = message.Ts,
            ["team"] = (message.Author?.Team.Id) ?? options.TeamId,
        };
        if (message.Author is { } author)
        {
            json["user"] = author.Id;
        }
        else
        {
            json["user"] = options.BotUserId;
            json["bot_id"] = options.BotId;
            json["app_id"] = options.AppId;
        }

        foreach (var name in new[] { "text", "blocks", "attachments", "metadata", "thread_ts", "subtype" })
        {
            if (message.Content.Property(name) is { } value)
                json[name] = value.ToNode();
        }

        json["text"] ??= "";
        if (message.Files.Count > 0)
            json["files"] = new JsonArray([.. message.Files.Select(f => f.ToJson())]);
        return json;
    }

    public static string Permalink(FakeSlackOptions options, FakeMessage message)
    {
        var link =
            $"https://{options.TeamDomain}.slack.com/archives/{message.Channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}";
        return message.ThreadTs is { } thread && thread != message.Ts ? $"{link}?thread_ts={thread}&cid={message.Channel.Id}" : link;
    }
}
