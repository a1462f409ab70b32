using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.BlockKit;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>
/// chat.*: posting, changing and deleting messages (docs.slack.dev/reference/methods/chat.postMessage and its neighbours).
/// </summary>
internal sealed class ChatMethods(FakeSlackOptions options, SlackWorld world, ChannelAccess access, Posting posting, RateLimits limits)
{
    private static readonly string[] Content =
    [
        "text",
        "blocks",
        "attachments",
        "metadata",
        "thread_ts",
        "reply_broadcast",
        "unfurl_links",
        "unfurl_media",
        "mrkdwn",
        "parse",
        "link_names",
        "username",
        "icon_emoji",
        "icon_url",
    ];

    public IEnumerable<ApiMethod> All =>
        [
            new("chat.postMessage", ["chat:write"], ApiMethod.Special, ["channel", .. Content], Post),
            new("chat.postEphemeral", ["chat:write"], ApiMethod.Tier4, ["channel", "user", .. Content], PostEphemeral),
            new("chat.update", ["chat:write"], ApiMethod.Tier3, ["channel", "ts", .. Content], Update),
            new("chat.delete", ["chat:write"], ApiMethod.Tier3, ["channel", "ts"], Delete),
            new("chat.getPermalink", [], ApiMethod.Special, ["channel", "message_ts"], Permalink) { TakesJson = false },
        ];

    private ApiAnswer Post(ApiCall call)
    {
        if (call.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        var (channel, refused) = access.ToPost(id);
        if (refused is not null)
            return refused;
        if (limits.RefusePost(channel.Id) is { } wait)
            return ApiEndpoint.Limited(wait);
        var content = call.Take(Content);
        if (posting.Refuse(content, channel) is { } wrong)
            return wrong;
        var message = posting.Add(channel, content, null);
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["channel"] = channel.Id,
                ["ts"] = message.Ts,
                ["message"] = MessageJson.Of(message, options),
            }
        );
    }

    private ApiAnswer PostEphemeral(ApiCall call)
    {
        if (call.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        if (call.Text("user") is not { } userId)
            return ApiAnswer.Missing("user");
        var (channel, refused) = access.ToPost(id, byPersonId: false);
        if (refused is not null)
            return refused;
        if (world.Person(userId) is not { } person || !channel.Members.Contains(person))
            return ApiAnswer.Refused("user_not_in_channel");
        if (limits.RefusePost(channel.Id) is { } wait)
            return ApiEndpoint.Limited(wait);
        var content = call.Take(Content);
        if (posting.Refuse(content, channel) is { } wrong)
            return wrong;
        return ApiAnswer.Ok(new JsonObject { ["message_ts"] = posting.Add(channel, content, person).Ts });
    }

    private ApiAnswer Update(ApiCall call)
    {
        var (message, refused) = Own(call, "cant_update_message");
        if (refused is not null)
            return refused;
        var content = Merge(message.Content, call.Take(Content));
        if (posting.Refuse(content, message.Channel) is { } wrong)
            return wrong;
        posting.Replace(message, content);
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["channel"] = message.Channel.Id,
                ["ts"] = message.Ts,
                ["text"] = message.Text,
                ["message"] = MessageJson.Of(message, options),
            }
        );
    }

    private ApiAnswer Delete(ApiCall call)
    {
        var (message, refused) = Own(call, "cant_delete_message");
        if (refused is not null)
            return refused;
        posting.Delete(message);
        return ApiAnswer.Ok(new JsonObject { ["channel"] = message.Channel.Id, ["ts"] = message.Ts });
    }

    private ApiAnswer Permalink(ApiCall call)
    {
        if (call.Text("channel") is not { } id)
            return ApiAnswer.Missing("channel");
        if (call.Text("message_ts") is not { } ts)
            return ApiAnswer.Missing("message_ts");
        if (access.Visible(id) is not { } channel)
            return ApiAnswer.Refused("channel_not_found");
        return channel.Find(ts) is not { } message
            ? ApiAnswer.Refused("message_not_found")
            : ApiAnswer.Ok(new JsonObject { ["channel"] = id, ["permalink"] = MessageJson.Permalink(options, message) });
    }

    /// <summary>The bot's own message that a call names.</summary>
    private (FakeMessage Message, ApiAnswer? Refused) Own(ApiCall call, string notOwn)
    {
        if (call.Text("channel") is not { } id)
            return (null!, ApiAnswer.Missing("channel"));
        if (call.Text("ts") is not { } ts)
            return (null!, ApiAnswer.Missing("ts"));
        if (access.Visible(id) is not { } channel)
            return (null!, ApiAnswer.Refused("channel_not_found"));
        if (channel.IsArchived)
            return (null!, ApiAnswer.Refused("is_archived"));
        if (channel.Find(ts) is not { } message)
            return (null!, ApiAnswer.Refused("message_not_found"));
        if (message.IsEphemeral)
            return (null!, ApiAnswer.Wrong("message_not_found", "an ephemeral message cannot be reached with chat.update or chat.delete."));
        return message.Author is null ? (message, null) : (message, ApiAnswer.Refused(notOwn));
    }

    /// <summary>Omitted values stay, except that new text without blocks removes the old blocks (docs.slack.dev, chat.update).</summary>
    private static JsonElement Merge(JsonElement old, JsonElement given)
    {
        var merged = new JsonObject();
        foreach (var name in Content)
        {
            var stays = name != "blocks" || given.Property("text") is null;
            if ((given.Property(name) ?? (stays ? old.Property(name) : null)) is { } value)
                merged[name] = value.ToNode();
        }

        return merged.ToElement();
    }
}
