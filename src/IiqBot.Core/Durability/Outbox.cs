using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>Something to be posted or redrawn in a conversation, apart from the answer to a request.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Key">At most one delivery with this key waits at a time; a later one with the same key changes nothing.</param>
/// <param name="To">The conversation.</param>
/// <param name="Due">Not before.</param>
public sealed record Delivery(Guid Id, string Key, ConversationAddress To, DateTimeOffset Due)
{
    /// <summary>The message to redraw; null to post a new one.</summary>
    public string? MessageId { get; init; }

    /// <summary>What to show; null to draw the ticket as it is when it is delivered.</summary>
    public Card? Card { get; init; }

    /// <summary>The ticket whose card is to be redrawn, where there is no <see cref="Card"/>.</summary>
    public Guid? TicketId { get; init; }

    /// <summary>For whose rights the ticket is drawn.</summary>
    public Actor? Viewer { get; init; }

    /// <summary>
    /// What the message shows, where it is to be redrawn only while it still shows just that, and the ticket is so no more; null to
    /// redraw it in any case.
    /// </summary>
    public TicketVersion? Shown { get; init; }

    /// <summary>
    /// The stored request that this says is waiting; null for everything else. It is shown only as long as that is so, and the
    /// message then becomes the answer.
    /// </summary>
    public Guid? Waiting { get; init; }

    /// <summary>The change that it tells <see cref="Viewer"/> of, if they may see the ticket then; null for everything else.</summary>
    public TicketNews? News { get; init; }

    /// <summary>
    /// Who asked for it, if anybody did: where it may not be posted in <see cref="To"/>, it goes to their own chat with the bot.
    /// </summary>
    public Actor? Asker { get; init; }

    /// <summary>Whether it goes to the own chat of <see cref="Asker"/>, and not to <see cref="To"/>, where they are or asked.</summary>
    public bool IsForOwnChat { get; init; }

    /// <summary>The reference of the request that it answers, for the log and administrators; null when there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether it is stored as given up already, because nothing can be tried any more.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>Whether it only draws a ticket's card again: the card is not news to anybody.</summary>
    public bool IsRedraw => MessageId is not null && Card is null;

    /// <summary>Whether it redraws the card under a form that nobody sent.</summary>
    public bool Uncovers { get; init; }

    /// <summary>How many times it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed; null before.</summary>
    public DeliveryOutcome? LastOutcome { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The same for the own chat of who asked, where a sentence says why it comes there.</summary>
    public Delivery ToOwnChat() => this with { IsForOwnChat = true, MessageId = null, Card = Card is null ? null : Moved(Card) };

    private static Card Moved(Card card) =>
        card with
        {
            Body = [new CardElement.Notice(Texts.AnsweredInOwnChat, Tone.Warning), .. card.Body],
        };

    /// <summary>Redraws a posted card from the ticket's state at the time of delivery.</summary>
    public static Delivery Redraw(PostedCard card, DateTimeOffset due) =>
        new(Guid.CreateVersion7(), KeyOf("redraw", card.Message), card.Message.Conversation, due)
        {
            MessageId = card.Message.MessageId,
            TicketId = card.TicketId,
            Viewer = card.Viewer,
            CreatedAt = due,
        };

    /// <summary>Redraws a posted card when it stops being true; a change of the ticket before then does not wait for that.</summary>
    public static Delivery RedrawLater(PostedCard card, DateTimeOffset due) =>
        Redraw(card, due) with
        {
            Key = KeyOf("expire", card.Message),
        };

    /// <summary>Redraws a posted card if the ticket changed by itself until then.</summary>
    public static Delivery LookAgain(PostedCard card, TicketVersion shown, DateTimeOffset due) =>
        Redraw(card, due) with
        {
            Key = KeyOf("look", card.Message),
            Shown = shown,
        };

    /// <summary>Redraws a card that a form covers, if it still does by then.</summary>
    public static Delivery Uncover(PostedCard card, DateTimeOffset due) =>
        Redraw(card, due) with
        {
            Key = KeyOf("uncover", card.Message),
            Uncovers = true,
        };

    private static string KeyOf(string what, PostedMessage message) =>
        $"{what}:{message.Conversation.Platform}:{message.Conversation.Tenant}:{message.Conversation.Conversation}:{message.MessageId}";
}

/// <summary>
/// Deliveries that are owed. At most one replica delivers to a conversation at a time, in the order in which they were stored.
/// A leased delivery belongs to its worker for <see cref="IInbox.LeaseTime"/>.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when nothing could be stored or read.</remarks>
public interface IOutbox
{
    /// <summary>
    /// Stores deliveries; those whose key waits already are left out. <see cref="Delivery.IsGivenUp"/> ones are only kept to be seen.
    /// </summary>
    Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Leases deliveries that are due, oldest first, at most one for each conversation.</summary>
    Task<IReadOnlyList<Delivery>> LeaseDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>Forgets a delivery that arrived, or that has become pointless.</summary>
    Task DoneAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Keeps a delivery for another try, as it is given: it may go elsewhere than it did.</summary>
    Task RetryAsync(Delivery delivery, DeliveryOutcome outcome, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Gives a delivery up: an administrator can see it and send it again.</summary>
    Task BuryAsync(Delivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken);

    /// <summary>What was given up, newest first.</summary>
    Task<IReadOnlyList<Delivery>> DeadAsync(int most, CancellationToken cancellationToken);

    /// <summary>Puts a dead delivery back, due now; false when it is not there.</summary>
    Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken);
}
