using System.Net;
using System.Text.Json;
using IiqBot.Core.Messaging;

namespace IiqBot.Teams.Connector;

/// <summary>The result of a call to the connector.</summary>
/// <param name="Outcome">Whether it succeeded, and whether a retry can help.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Code">The error code from the body.</param>
/// <param name="RetryAfter">How long the connector asks to wait; null if it does not say.</param>
/// <param name="Body">The body, on success.</param>
internal sealed record ConnectorAnswer(
    DeliveryOutcome Outcome,
    HttpStatusCode? Status = null,
    string? Code = null,
    TimeSpan? RetryAfter = null,
    byte[]? Body = null
)
{
    /// <summary>The call was sent, but no answer came. The connector may have carried it out.</summary>
    public static ConnectorAnswer NoAnswer { get; } = new(DeliveryOutcome.Unconfirmed);

    /// <summary>The call was not sent: there was no connection.</summary>
    public static ConnectorAnswer NotSent { get; } = new(DeliveryOutcome.Transient, Code: "NotSent");

    /// <summary>Whether the call succeeded.</summary>
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    /// <summary>Whether the message to update is gone, although the conversation may still exist.</summary>
    public bool IsMessageGone => Status == HttpStatusCode.NotFound;

    /// <summary>Whether the platform asks for a retry (msteams-docs, "Status codes retry guidance").</summary>
    public bool IsWorthRetrying => (int?)Status is 429 or 412 or 502 or 503 or 504;

    /// <summary>Classifies an answer by its status and the code in its body (docs/reference/teams.md, "Errors").</summary>
    public static ConnectorAnswer From(HttpStatusCode status, TimeSpan? retryAfter, byte[] body)
    {
        if ((int)status is >= 200 and < 300)
            return new(DeliveryOutcome.Delivered, status, Body: body);
        var code = CodeIn(body);
        var outcome = (int)status switch
        {
            401 => DeliveryOutcome.Unauthorized,
            403 => code
                is "BotDisabledByAdmin"
                    or "BotNotInConversationRoster"
                    or "ConversationBlockedByUser"
                    or "ForbiddenOperationException"
                    or MessageWritesBlocked
                ? DeliveryOutcome.ConversationGone
                : DeliveryOutcome.Permanent,
            404 => DeliveryOutcome.ConversationGone,
            413 => DeliveryOutcome.TooLarge,
            429 => DeliveryOutcome.RateLimited,
            408 or 412 or >= 500 => DeliveryOutcome.Transient,
            _ => DeliveryOutcome.Permanent,
        };
        return new(outcome, status, code, retryAfter);
    }

    private const string MessageWritesBlocked = "MessageWritesBlocked";

    /// <summary>
    /// Reads the code from <c>error.code</c>. If a person blocked the bot, the code is a <c>subCode</c> in the JSON text within
    /// <c>message</c>.
    /// </summary>
    private static string? CodeIn(byte[] body)
    {
        if (body.AsSpan().IndexOf("MessageWritesBlocked"u8) >= 0)
            return MessageWritesBlocked;
        try
        {
            using var document = JsonDocument.Parse(body);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error"u8, out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code"u8, out var code)
                && code.ValueKind == JsonValueKind.String
                ? code.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
