using System.Net;
using System.Text.Json;
using IiqBot.Core.Messaging;

namespace IiqBot.Teams.Connector;

/// <summary>What a call to the connector came to.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Code">The error code in the body.</param>
/// <param name="RetryAfter">How long to wait, when the connector said so.</param>
/// <param name="Body">The body of a success.</param>
internal sealed record ConnectorAnswer(
    DeliveryOutcome Outcome,
    HttpStatusCode? Status = null,
    string? Code = null,
    TimeSpan? RetryAfter = null,
    byte[]? Body = null
)
{
    /// <summary>It was sent, and no answer came: it may have been carried out.</summary>
    public static ConnectorAnswer NoAnswer { get; } = new(DeliveryOutcome.Unconfirmed);

    /// <summary>There was no connection, so nothing was sent.</summary>
    public static ConnectorAnswer NotSent { get; } = new(DeliveryOutcome.Transient, Code: "NotSent");

    /// <summary>Whether the connector took it.</summary>
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    /// <summary>Whether the message that was to be updated is not there, although the conversation may be.</summary>
    public bool IsMessageGone => Status == HttpStatusCode.NotFound;

    /// <summary>Whether the platform asks for another try (msteams-docs, "Status codes retry guidance").</summary>
    public bool IsWorthRetrying => (int?)Status is 429 or 412 or 502 or 503 or 504;

    /// <summary>Judges an answer by its status and the code in its body (docs/reference/teams.md, "Errors").</summary>
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
    /// The code stands in <c>error.code</c>; that a person blocked the bot stands as <c>subCode</c> in a text within
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
