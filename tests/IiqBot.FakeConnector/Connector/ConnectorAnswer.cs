using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Connector;

/// <summary>
/// An answer of the Connector. Codes and messages are those of the table "Status codes from bot conversational APIs" (msteams-docs).
/// </summary>
internal sealed record ConnectorAnswer(int Status, string? Body)
{
    public static ConnectorAnswer Deleted { get; } = new(200, null);

    public static ConnectorAnswer ConversationNotFound { get; } = Error(404, "ConversationNotFound", "Conversation not found.");

    public static ConnectorAnswer ActivityNotFound { get; } = Error(404, "ActivityNotFoundInConversation", "Conversation not found.");

    public static ConnectorAnswer MemberNotFound { get; } = Error(404, "MemberNotFoundInConversation", "Member not found in conversation.");

    public static ConnectorAnswer NotInRoster { get; } =
        Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static ConnectorAnswer DisabledByAdmin { get; } = Error(403, "BotDisabledByAdmin", "The tenant admin disabled this bot");

    public static ConnectorAnswer TooBig { get; } = Error(413, "MessageSizeTooBig", "Message size too large.");

    public static ConnectorAnswer Throttled { get; } = Error(429, "Throttled", "Too many requests.");

    /// <summary>The body documented in msteams-docs, send-proactive-messages, which is not of the usual error shape.</summary>
    public static ConnectorAnswer WritesBlocked { get; } =
        new(
            403,
            new JsonObject
            {
                ["errorCode"] = 209,
                ["message"] = """
                {"subCode": "MessageWritesBlocked", "details": "Thread is blocked from message writes.", "errorCode": null, "errorSubCode": null}
                """.Trim(),
            }.ToJsonString()
        );

    /// <summary>What Teams answers to a missing or wrong token (bot-docs #1593).</summary>
    public static ConnectorAnswer Unauthorized { get; } =
        new(401, new JsonObject { ["message"] = "Authorization has been denied for this request." }.ToJsonString());

    public static ConnectorAnswer Error(int status, string code, string message) =>
        new(
            status,
            new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
            }.ToJsonString()
        );

    public static ConnectorAnswer BadArgument(string message) => Error(400, "Bad Argument", message);

    public static ConnectorAnswer BadSyntax(string message) => Error(400, "BadSyntax", message);

    /// <summary>The id needs no escaping, because the fake made it.</summary>
    public static ConnectorAnswer Resource(int status, string id) => new(status, $$"""{"id":"{{id}}"}""");

    public static ConnectorAnswer Ok(JsonNode body) => new(200, body.ToJsonString());
}
