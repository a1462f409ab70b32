using IiqBot.Core.Model;

namespace IiqBot.Core.Messaging;

/// <summary>Sends and updates messages on one platform, outside of the exchange that brought a request.</summary>
public interface IMessenger
{
    /// <summary>The platform it serves, as in <see cref="ConversationAddress.Platform"/>.</summary>
    string Platform { get; }

    /// <summary>Posts a card.</summary>
    Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken);

    /// <summary>Redraws a posted card.</summary>
    Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken);

    /// <summary>A person's own chat with the bot. The messenger opens it if necessary.</summary>
    /// <param name="person">Who.</param>
    /// <param name="near">A conversation that they are in, or any one on their platform if none is known.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The chat. If there is none, the result says why.</returns>
    Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Sends the answer to a request that was acknowledged long ago, because its worker crashed or it waited. It sends messages, as after
    /// any acknowledgement. A private answer stays private.
    /// </summary>
    Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken);
}

/// <summary>The outcome of a delivery. It decides whether to try again.</summary>
public enum DeliveryOutcome
{
    /// <summary>The platform accepted it.</summary>
    Delivered,

    /// <summary>Too many messages; <see cref="DeliveryResult.RetryAfter"/> says when to try again.</summary>
    RateLimited,

    /// <summary>The platform refuses the bot's own credentials: an administrator must act.</summary>
    Unauthorized,

    /// <summary>The conversation or message is gone, or the bot was removed or blocked: stop sending there.</summary>
    ConversationGone,

    /// <summary>The message is larger than the platform accepts.</summary>
    TooLarge,

    /// <summary>A temporary fault: try again.</summary>
    Transient,

    /// <summary>The platform will never accept it.</summary>
    Permanent,

    /// <summary>A new message was sent and no answer came. It may have arrived, and another attempt may post it twice.</summary>
    Unconfirmed,
}

/// <summary>The result of a delivery.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="MessageId">The platform's id of the message that now shows it; null if no message stays or the bot cannot redraw it
/// later.</param>
/// <param name="RetryAfter">How long to wait, if the platform said so.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string? MessageId = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The conversation of the message, if it is not the request's own; null if it is.</summary>
    public ConversationAddress? Conversation { get; init; }

    /// <summary>Delivered without a message that stays.</summary>
    public static DeliveryResult Unposted { get; } = new(DeliveryOutcome.Delivered);

    /// <summary>Whether another attempt may help.</summary>
    public bool IsWorthRetrying => Outcome is DeliveryOutcome.RateLimited or DeliveryOutcome.Transient or DeliveryOutcome.Unauthorized;
}
