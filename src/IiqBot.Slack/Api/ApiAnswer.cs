using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using IiqBot.Core.Messaging;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Api;

/// <summary>The result of a call to Slack.</summary>
/// <param name="Outcome">Whether it succeeded, and whether a retry can help.</param>
/// <param name="Error">Slack's error code, such as <c>channel_not_found</c>; null on success.</param>
/// <param name="RetryAfter">How long Slack asks to wait; null if it does not say.</param>
/// <param name="Body">The response body; undefined when there is none.</param>
internal sealed record ApiAnswer(DeliveryOutcome Outcome, string? Error = null, TimeSpan? RetryAfter = null, JsonElement Body = default)
{
    private static readonly FrozenDictionary<string, DeliveryOutcome> Causes = Map();

    /// <summary>The call was not sent: there was no connection.</summary>
    public static ApiAnswer NotSent { get; } = new(DeliveryOutcome.Transient, "no_connection");

    /// <summary>The call was sent, but no answer came. Slack may have carried it out.</summary>
    public static ApiAnswer NoAnswer { get; } = new(DeliveryOutcome.Unconfirmed, "no_answer");

    /// <summary>There is no token for the workspace, or Slack revoked it.</summary>
    public static ApiAnswer NoToken { get; } = new(DeliveryOutcome.Unauthorized, "no_token");

    /// <summary>Whether the call succeeded.</summary>
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    /// <summary>Whether the same caller should retry.</summary>
    public bool IsWorthRetrying => Outcome is DeliveryOutcome.RateLimited or DeliveryOutcome.Transient;

    /// <summary>Reads a response. Slack sends errors as <c>ok: false</c> with status 200.</summary>
    public static ApiAnswer From(HttpStatusCode status, TimeSpan? retryAfter, byte[] body)
    {
        if (status == HttpStatusCode.TooManyRequests)
            return new(DeliveryOutcome.RateLimited, "ratelimited", retryAfter);
        if ((int)status >= 500)
            return new(DeliveryOutcome.Transient, $"http_{(int)status}", retryAfter);
        if (Json.Parse(body) is not { } json)
            return new((int)status < 300 ? DeliveryOutcome.Transient : DeliveryOutcome.Permanent, $"http_{(int)status}");
        if (json.Is("ok"))
            return new(DeliveryOutcome.Delivered, Body: json);
        var error = json.Text("error") ?? $"http_{(int)status}";
        return new(CauseOf(error), error, retryAfter, json);
    }

    /// <summary>What an error code means. An unknown code counts as permanent.</summary>
    public static DeliveryOutcome CauseOf(string error) => Causes.GetValueOrDefault(error, DeliveryOutcome.Permanent);

    // docs.slack.dev, the error tables of chat.postMessage, chat.update, views.open and users.info.
    private static FrozenDictionary<string, DeliveryOutcome> Map()
    {
        (DeliveryOutcome Outcome, string[] Errors)[] causes =
        [
            (DeliveryOutcome.RateLimited, ["ratelimited", "rate_limited", "message_limit_exceeded"]),
            (
                DeliveryOutcome.Unauthorized,
                [
                    "invalid_auth",
                    "not_authed",
                    "token_revoked",
                    "token_expired",
                    "account_inactive",
                    "no_permission",
                    "missing_scope",
                    "not_allowed_token_type",
                    "ekm_access_denied",
                    "org_login_required",
                    "team_access_not_granted",
                ]
            ),
            (
                DeliveryOutcome.ConversationGone,
                [
                    "channel_not_found",
                    "is_archived",
                    "not_in_channel",
                    "user_not_found",
                    "user_not_in_channel",
                    "user_disabled",
                    "message_not_found",
                    "cant_update_message",
                    "edit_window_closed",
                    "cannot_dm_bot",
                    "user_not_visible",
                    "messages_tab_disabled",
                    "restricted_action",
                    "restricted_action_read_only_channel",
                    "thread_not_found",
                ]
            ),
            (DeliveryOutcome.TooLarge, ["msg_too_long", "msg_blocks_too_long", "view_too_large", "too_many_attachments"]),
            (DeliveryOutcome.Unconfirmed, ["internal_error", "fatal_error"]), // "some aspect of the operation" may have succeeded
            (DeliveryOutcome.Transient, ["service_unavailable", "request_timeout", "team_added_to_org", "accesslimited", "hash_conflict"]),
        ];
        return causes
            .SelectMany(cause => cause.Errors.Select(error => KeyValuePair.Create(error, cause.Outcome)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
