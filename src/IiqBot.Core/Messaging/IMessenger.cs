using IiqBot.Core.Cards;
using IiqBot.Core.Requests;

namespace IiqBot.Core.Messaging;

/// <summary>Sends and updates messages on one platform, outside of an answer to a request.</summary>
public interface IMessenger
{
    /// <summary>The platform it serves, as in <see cref="ConversationAddress.Platform"/>.</summary>
    string Platform { get; }

    /// <summary>Posts a card.</summary>
    Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken);

    /// <summary>Redraws a card that was posted.</summary>
    Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken);
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
}

/// <summary>The result of a delivery.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="MessageId">The platform's id of the message, when delivered.</param>
/// <param name="RetryAfter">How long to wait, when the platform said so.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string? MessageId = null, TimeSpan? RetryAfter = null);
