using IiqBot.Core.Model;

namespace IiqBot.Core.Messaging;

/// <summary>Sends and updates messages on one platform, outside of the exchange in which a request came.</summary>
public interface IMessenger
{
    /// <summary>The platform it serves, as in <see cref="ConversationAddress.Platform"/>.</summary>
    string Platform { get; }

    /// <summary>Posts a card.</summary>
    Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken);

    /// <summary>Redraws a card that was posted.</summary>
    Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken);

    /// <summary>A person's own chat with the bot, opened if need be.</summary>
    /// <param name="person">Who.</param>
    /// <param name="near">A conversation that they are in, or one of their platform where none is known.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The chat; without one, the result says why.</returns>
    Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Brings the answer to a request whose acknowledgement is long past (its worker died, or it waited): by messages, as after
    /// any acknowledgement. A private answer stays private.
    /// </summary>
    Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken);
}

/// <summary>What became of a delivery; the cause decides about another try.</summary>
public enum DeliveryOutcome
{
    /// <summary>The platform took it.</summary>
    Delivered,

    /// <summary>Too many messages; <see cref="DeliveryResult.RetryAfter"/> says when to try again.</summary>
    RateLimited,

    /// <summary>The bot's own credentials are refused: an administrator must act.</summary>
    Unauthorized,

    /// <summary>The conversation or message is gone, or the bot was removed or blocked: stop sending there.</summary>
    ConversationGone,

    /// <summary>The message is larger than the platform takes.</summary>
    TooLarge,

    /// <summary>A passing fault: try again.</summary>
    Transient,

    /// <summary>The platform will never take it.</summary>
    Permanent,

    /// <summary>A new message was sent and no answer came: it may have been posted, and another try may post it twice.</summary>
    Unconfirmed,
}

/// <summary>The result of a delivery.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="MessageId">The platform's id of the message that now shows it; null when nothing was posted, or it cannot be redrawn
/// later.</param>
/// <param name="RetryAfter">How long to wait, when the platform said so.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string? MessageId = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Where it was posted, when that is not the request's own conversation; null when it is.</summary>
    public ConversationAddress? Conversation { get; init; }

    /// <summary>Delivered, without a message that stays.</summary>
    public static DeliveryResult Unposted { get; } = new(DeliveryOutcome.Delivered);

    /// <summary>Whether another try may help.</summary>
    public bool IsWorthRetrying => Outcome is DeliveryOutcome.RateLimited or DeliveryOutcome.Transient or DeliveryOutcome.Unauthorized;
}
