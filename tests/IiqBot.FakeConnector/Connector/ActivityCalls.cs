using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Connector;

/// <summary>Send, reply, update and delete.</summary>
internal sealed class ActivityCalls(
    FakeTeamsOptions options,
    World world,
    ActivityRules rules,
    Throttle throttle,
    FakeFaults faults,
    ReceivedCounter received,
    SecretRules secrets,
    ViolationList violations
)
{
    /// <summary>Null if a fault broke the connection.</summary>
    public async Task<ConnectorAnswer?> HandleAsync(HttpContext http, ConnectorRoute route)
    {
        if (options.CountOnly && route.Kind is (RouteKind.SendToConversation or RouteKind.ReplyToActivity))
            return await CountAsync(http, route);
        var body = route.Kind == RouteKind.DeleteActivity ? null : await RequestBody.ReadAsync(http.Request);
        var isTyping = body?.Json.Text("type") == "typing";
        if (await faults.ApplyAsync(Operation(route.Kind, isTyping), http) is { } fault)
            return fault.Status > 0 ? ConnectorAnswer.Error(fault.Status, fault.Code, fault.Message) : null;

        var place = ConversationPlace.Parse(route.Id);
        if (world.Conversation(place.ConversationId) is not { } conversation)
            return ConnectorAnswer.ConversationNotFound;
        if (body is { Refusal: null })
            secrets.Check(ConnectorEndpoint.Call(http), conversation, body.Json);
        if (throttle.RefuseWrite(conversation) is { } wait)
            return ConnectorEndpoint.Throttled(http, wait);
        if (Access(conversation) is { } refused)
            return refused;
        if (place.ThreadId is { } thread && (conversation.Kind != ConversationKind.Channel || conversation.Find(thread) is null))
            return ConnectorAnswer.ActivityNotFound;
        if (body?.Refusal is { } refusal)
        {
            if (refusal.Status != 413)
                violations.Add($"{ConnectorEndpoint.Call(http)}: {refusal.Body}");
            return refusal;
        }

        var message = conversation.Find(route.SubId);
        if (!Exists(conversation, message, route, place))
            return ConnectorAnswer.ActivityNotFound;
        if (route.Kind == RouteKind.DeleteActivity)
            return Delete(message!);

        if (rules.Refusal(body!.Json, conversation, route) is { } reason)
        {
            violations.Add($"{ConnectorEndpoint.Call(http)}: {reason}");
            return ConnectorAnswer.BadArgument(reason);
        }

        if (route.Kind == RouteKind.UpdateActivity)
            return Update(conversation, message!, body);
        received.Add();
        return isTyping ? Typing(conversation) : Post(conversation, message, place, body);
    }

    private async Task<ConnectorAnswer?> CountAsync(HttpContext http, ConnectorRoute route)
    {
        if (await faults.ApplyAsync(Operation(route.Kind, false), http) is { } fault)
            return fault.Status > 0 ? ConnectorAnswer.Error(fault.Status, fault.Code, fault.Message) : null;
        await http.Request.Body.CopyToAsync(Stream.Null);
        if (world.Conversation(ConversationPlace.Parse(route.Id).ConversationId) is not { } conversation)
            return ConnectorAnswer.ConversationNotFound;
        if (throttle.RefuseWrite(conversation) is { } wait)
            return ConnectorEndpoint.Throttled(http, wait);
        received.Add();
        return ConnectorAnswer.Resource(201, world.NextMessageId());
    }

    private static ConnectorOperation Operation(RouteKind kind, bool isTyping) =>
        kind switch
        {
            RouteKind.UpdateActivity => ConnectorOperation.Update,
            RouteKind.DeleteActivity => ConnectorOperation.Delete,
            _ when isTyping => ConnectorOperation.Typing,
            RouteKind.ReplyToActivity => ConnectorOperation.Reply,
            _ => ConnectorOperation.Send,
        };

    /// <summary>Why the bot may not write here, or null.</summary>
    internal static ConnectorAnswer? Access(FakeConversation conversation) =>
        conversation switch
        {
            { IsBotInstalled: false } => ConnectorAnswer.NotInRoster,
            { Access: BotAccess.BlockedByUser } => ConnectorAnswer.WritesBlocked,
            { Access: BotAccess.DisabledByAdmin } => ConnectorAnswer.DisabledByAdmin,
            _ => null,
        };

    private static bool Exists(FakeConversation conversation, FakeMessage? message, ConnectorRoute route, ConversationPlace place) =>
        route.Kind switch
        {
            RouteKind.SendToConversation => true,
            RouteKind.ReplyToActivity when message is null => conversation.CanBeAnswered(route.SubId),
            _ => message is { IsDeleted: false } && (place.ThreadId is null || place.ThreadId == message.ThreadId),
        };

    private static ConnectorAnswer Delete(FakeMessage message)
    {
        if (message.Author is not null)
            return NotYours;
        message.Delete();
        return ConnectorAnswer.Deleted;
    }

    private static ConnectorAnswer Update(FakeConversation conversation, FakeMessage message, RequestBody body)
    {
        if (message.Author is not null)
            return NotYours;
        message.Update(body.Json);
        conversation.Updated.Writer.TryWrite(message);
        return ConnectorAnswer.Resource(200, message.Id);
    }

    private static ConnectorAnswer NotYours { get; } =
        ConnectorAnswer.Error(403, "NotEnoughPermissions", "The bot may change its own messages only.");

    private ConnectorAnswer Typing(FakeConversation conversation)
    {
        conversation.AddTyping();
        return ConnectorAnswer.Resource(202, world.NextMessageId());
    }

    private ConnectorAnswer Post(FakeConversation conversation, FakeMessage? answered, ConversationPlace place, RequestBody body)
    {
        var id = world.NextMessageId();
        // Without a thread, a post to a channel starts one.
        var thread = conversation.Kind == ConversationKind.Channel ? place.ThreadId ?? answered?.ThreadId ?? id : null;
        conversation.Add(new FakeMessage(id, thread, answered?.Id ?? body.Json.Text("replyToId"), null, body.Json));
        return ConnectorAnswer.Resource(201, id);
    }
}
