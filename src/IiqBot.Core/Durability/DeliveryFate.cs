using IiqBot.Core.Messaging;

namespace IiqBot.Core.Durability;

/// <summary>What happens to a message after an attempt to deliver it.</summary>
public enum DeliveryFate
{
    /// <summary>It arrived.</summary>
    Arrived,

    /// <summary>The bot tries again later in the same place.</summary>
    Retry,

    /// <summary>The bot cannot change the message that it should replace, so it posts a new one in the same place.</summary>
    NewMessage,

    /// <summary>The bot may not post it there, so it sends it to the asker's own chat.</summary>
    OwnChat,

    /// <summary>Nobody needs it any more: the message to redraw or the chat to notify is gone.</summary>
    Pointless,

    /// <summary>The bot gives it up. An administrator sees it.</summary>
    GivenUp,
}

/// <summary>
/// The one place that decides what happens to answers, notices and redrawn cards that a platform did not accept. The bot delivers them
/// elsewhere, tries again, or gives them up where an administrator sees them. It never forgets one.
/// </summary>
public static class DeliveryFates
{
    private const int MostAttempts = 12;
    private const int MostUnconfirmed = 3; // each attempt may have arrived

    /// <summary>Decides what happens next.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="outcome">The outcome of the last attempt.</param>
    /// <param name="attempts">The number of attempts, including the last.</param>
    public static DeliveryFate After(Delivery delivery, DeliveryOutcome outcome, int attempts) =>
        outcome switch
        {
            DeliveryOutcome.Delivered => DeliveryFate.Arrived,
            DeliveryOutcome.RateLimited or DeliveryOutcome.Transient or DeliveryOutcome.Unauthorized => attempts < MostAttempts
                ? DeliveryFate.Retry
                : DeliveryFate.GivenUp,
            DeliveryOutcome.Unconfirmed => attempts < MostUnconfirmed ? DeliveryFate.Retry : DeliveryFate.GivenUp,
            DeliveryOutcome.ConversationGone when delivery is Delivery.CardUpdate or Delivery.Notice => DeliveryFate.Pointless,
            DeliveryOutcome.TooLarge => DeliveryFate.GivenUp,
            _ when attempts < MostAttempts && delivery is Delivery.Post post => Elsewhere(post),
            _ => DeliveryFate.GivenUp,
        };

    private static DeliveryFate Elsewhere(Delivery.Post post) =>
        post switch
        {
            { MessageId: not null } => DeliveryFate.NewMessage,
            { IsForOwnChat: false, To.IsOneToOne: false, Asker: not null } => DeliveryFate.OwnChat,
            _ => DeliveryFate.GivenUp,
        };
}
