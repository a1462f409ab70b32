using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// POST /v3/conversations: the personal chat with one member, or a new thread in a channel.
/// Bots cannot start group chats (bot-docs #852: 400 BadSyntax, "Incorrect conversation creation parameters").
/// </summary>
internal sealed class CreateConversationCall(
    FakeTeamsOptions options,
    World world,
    ActivityRules rules,
    Throttle throttle,
    FakeFaults faults,
    FakeUrls urls,
    SecretRules secrets,
    ViolationList violations
)
{
    public async Task<ConnectorAnswer?> HandleAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request);
        if (await faults.ApplyAsync(ConnectorOperation.Create, http) is { } fault)
            return fault.Status > 0 ? ConnectorAnswer.Error(fault.Status, fault.Code, fault.Message) : null;
        var answer = body.Refusal ?? Create(http, body.Json);
        if (answer.Status is 400 or 415)
            violations.Add($"{ConnectorEndpoint.Call(http)}: {answer.Body}");
        return answer;
    }

    private ConnectorAnswer Create(HttpContext http, JsonElement parameters)
    {
        if (parameters.Text("bot", "id") is not { } bot || (bot != "28:" + options.AppId && bot != options.AppId))
            return Incorrect("bot.id is not this bot.");
        var tenant = parameters.Text("tenantId") ?? parameters.Property("channelData")?.Text("tenant", "id");
        var channelId = parameters.Property("channelData")?.Text("channel", "id");
        var isGroup = parameters.Property("isGroup") is { ValueKind: JsonValueKind.True };
        return (channelId, isGroup) switch
        {
            (null, true) => Incorrect("a bot cannot create group chats."),
            (null, false) => Personal(http, parameters, tenant),
            (_, false) => Incorrect("a thread in a channel needs isGroup."),
            _ => Thread(http, parameters, channelId),
        };
    }

    private ConnectorAnswer Personal(HttpContext http, JsonElement parameters, string? tenant)
    {
        if (tenant is null || !world.KnowsTenant(tenant))
            return Incorrect("tenantId is missing or unknown.");
        if (parameters.Items("members").ToList() is not [var member] || member.Text("id") is not { } memberId)
            return Incorrect("exactly one member with an id is needed.");
        if (throttle.RefuseCreate(memberId, tenant) is { } wait)
            return ConnectorEndpoint.Throttled(http, wait);
        if (world.PersonalChat(memberId) is not { } chat || chat.Tenant.Id != tenant)
            return ConnectorAnswer.NotInRoster;
        if (ActivityCalls.Access(chat) is { } refused)
            return refused;
        if (parameters.Property("activity") is null)
            return Created(chat.Id, null);
        return Incorrect("a personal chat is created without an activity; send it afterwards.");
    }

    private ConnectorAnswer Thread(HttpContext http, JsonElement parameters, string channelId)
    {
        if (world.Conversation(channelId) is not { Kind: ConversationKind.Channel } channel)
            return ConnectorAnswer.ConversationNotFound;
        secrets.Check(ConnectorEndpoint.Call(http), channel, parameters);
        if (throttle.RefuseCreate(channelId, channel.Tenant.Id) is { } wait)
            return ConnectorEndpoint.Throttled(http, wait);
        if (ActivityCalls.Access(channel) is { } refused)
            return refused;
        if (parameters.Property("activity") is not { } activity)
            return Incorrect("a new thread needs its first activity.");
        if (rules.ContentRefusal(activity, channel) is { } reason)
            return ConnectorAnswer.BadArgument(reason);
        var id = world.NextMessageId();
        channel.Add(new FakeMessage(id, id, null, null, activity));
        return Created(ConversationPlace.Compose(channelId, id), id);
    }

    private ConnectorAnswer Created(string id, string? activityId)
    {
        var body = new JsonObject { ["id"] = id, ["serviceUrl"] = urls.Current };
        if (activityId is not null)
            body["activityId"] = activityId;
        return new ConnectorAnswer(201, body.ToJsonString());
    }

    private static ConnectorAnswer Incorrect(string why) => ConnectorAnswer.BadSyntax("Incorrect conversation creation parameters: " + why);
}
