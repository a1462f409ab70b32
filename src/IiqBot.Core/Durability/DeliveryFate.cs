using IiqBot.Core.Messaging;

namespace IiqBot.Core.Durability;

/// <summary>What becomes of a message after a try to deliver it.</summary>
public enum DeliveryFate
{
    /// <summary>It arrived.</summary>
    Arrived,

    /// <summary>It is tried again, later and in the same place.</summary>
    Retry,

    /// <summary>The message that it was to replace cannot be changed: it comes as a new one in the same place.</summary>
    NewMessage,

    /// <summary>It may not be posted there: it goes to the own chat of who asked.</summary>
    OwnChat,

    /// <summary>Nobody needs it any more: the message that it would redraw, or the chat that it would notify, is gone.</summary>
    Pointless,

    /// <summary>It is given up, where an administrator sees it.</summary>
    GivenUp,
}

/// <summary>
/// The one place that decides what becomes of answers, notices and redrawn cards that a platform did not take. What it does not take
/// is brought elsewhere, tried again, or given up where an administrator sees it; it is never forgotten.
/// </summary>
public static class DeliveryFates
{
    private const int MostAttempts = 12;
    private const int MostUnconfirmed = 3; // each may have arrived

    /// <summary>Decides.</summary>
    /// <param name="delivery">What was to be delivered.</param>
    /// <param name="outcome">What became of the last try.</param>
    /// <param name="attempts">How many tries there were, with the last.</param>
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
