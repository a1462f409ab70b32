using System.Text.Json.Nodes;
using IiqBot.FakeSlack.BlockKit;

namespace IiqBot.FakeSlack.Api;

/// <summary>reactions.add and reactions.get.</summary>
internal sealed class ReactionMethods(FakeSlackOptions options, ChannelAccess access, ChangeSignal changes)
{
    public IEnumerable<ApiMethod> All =>
        [
            new("reactions.add", ["reactions:write"], ApiMethod.Tier3, ["channel", "timestamp", "name"], Add),
            new("reactions.get", ["reactions:read"], ApiMethod.Tier3, ["channel", "timestamp", "full"], Get) { TakesJson = false },
        ];

    private ApiAnswer Add(ApiCall call)
    {
        var (message, refused) = Target(call);
        if (refused is not null)
            return refused;
        if (call.Text("name") is not { } name || name.Contains(':', StringComparison.Ordinal) || Shape.Length(name) == 0)
            return ApiAnswer.Wrong("invalid_name", "name is the emoji's name without colons.");
        if (!message.React(name, null))
            return ApiAnswer.Refused("already_reacted");
        changes.Raise();
        return ApiAnswer.Ok();
    }

    private ApiAnswer Get(ApiCall call)
    {
        var (message, refused) = Target(call);
        if (refused is not null)
            return refused;
        var json = MessageJson.Of(message, options);
        json["permalink"] = MessageJson.Permalink(options, message);
        json["reactions"] = new JsonArray([
            .. message
                .Reactions.GroupBy(r => r.Name)
                .Select(g => new JsonObject
                {
                    ["name"] = g.Key,
                    ["count"] = g.Count(),
                    ["users"] = new JsonArray([.. g.Select(r => (JsonNode)(r.By?.Id ?? options.BotUserId))]),
                }),
        ]);
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["type"] = "message",
                ["channel"] = message.Channel.Id,
                ["message"] = json,
            }
        );
    }

    private (FakeMessage Message, ApiAnswer? Refused) Target(ApiCall call)
    {
        if (call.Text("channel") is not { } id)
            return (null!, ApiAnswer.Missing("channel"));
        if (call.Text("timestamp") is not { } ts)
            return (null!, ApiAnswer.Missing("timestamp"));
        if (access.Visible(id) is not { } channel)
            return (null!, ApiAnswer.Refused("channel_not_found"));
        return channel.Find(ts) is { IsEphemeral: false } message ? (message, null) : (null!, ApiAnswer.Refused("message_not_found"));
    }
}
