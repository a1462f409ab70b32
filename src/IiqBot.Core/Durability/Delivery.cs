using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>
/// A card that the outbox sends to a conversation, apart from the answer to a request. The set is closed: every consumer handles each kind.
/// </summary>
public abstract record Delivery
{
    private Delivery() { }

    /// <summary>Its own id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>At most one delivery with this key waits at a time. The outbox leaves out a second one.</summary>
    public required string Key { get; init; }

    /// <summary>The conversation.</summary>
    public required ConversationAddress To { get; init; }

    /// <summary>The bot sends it no earlier than this.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>The reference of the request that caused it, for the log and administrators; null if there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the bot stores it as given up from the start, because no further attempt can help.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed; null before the first.</summary>
    public DeliveryOutcome? LastOutcome { get; init; }

    /// <summary>When the bot stored it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The message that the card replaces; null for a new message.</summary>
    public string? ReplacedMessage =>
        this switch
        {
            Post post => post.MessageId,
            CardUpdate update => update.MessageId,
            _ => null,
        };

    /// <summary>The person whose rights decide what the card shows; null if it is for everybody.</summary>
    public Actor? Reader =>
        this switch
        {
            Post post => post.Asker,
            CardUpdate update => update.Viewer,
            Notice notice => notice.Hearer,
            _ => null,
        };

    /// <summary>Sends a card that is ready.</summary>
    /// <param name="Card">What to show.</param>
    public sealed record Post(Card Card) : Delivery
    {
        /// <summary>The message to replace; null for a new one.</summary>
        public string? MessageId { get; init; }

        /// <summary>
        /// Who asked for it; null for nobody. If the bot may not post it in <see cref="Delivery.To"/>, it sends it to the person's own chat
        /// with the bot.
        /// </summary>
        public Actor? Asker { get; init; }

        /// <summary>
        /// Whether it goes to the own chat of <see cref="Asker"/>. They belong to <see cref="Delivery.To"/>, or asked there.
        /// </summary>
        public bool IsForOwnChat { get; init; }

        /// <summary>
        /// The waiting request that the card reports; null for any other card. Once that request has moved on, the card is pointless. If
        /// the card arrives first, its message later becomes the answer.
        /// </summary>
        public Guid? Waiting { get; init; }

        /// <summary>The same card for the asker's own chat, with a sentence that says why it comes there.</summary>
        public Post ToOwnChat() =>
            this with
            {
                IsForOwnChat = true,
                MessageId = null,
                Card = Card with { Body = [new CardElement.Notice(Texts.AnsweredInOwnChat, Tone.Warning), .. Card.Body] },
            };
    }

    /// <summary>Notifies a person in their own chat of a change to a ticket, if they may see the ticket at that time.</summary>
    /// <param name="News">The change.</param>
    /// <param name="Hearer">The person.</param>
    public sealed record Notice(TicketNews News, Actor Hearer) : Delivery;

    /// <summary>Redraws a posted card from the ticket's state at that time.</summary>
    /// <param name="MessageId">The message with the card.</param>
    /// <param name="TicketId">The ticket.</param>
    /// <param name="Viewer">The person whose rights decide what the card shows.</param>
    public abstract record CardUpdate(string MessageId, Guid TicketId, Actor Viewer) : Delivery
    {
        private protected static string KeyOf(string what, PostedMessage message) =>
            $"{what}:{message.Conversation.Platform}:{message.Conversation.Tenant}:{message.Conversation.Conversation}:{message.MessageId}";
    }

    /// <summary>Redraws a card if the message still shows that ticket.</summary>
    /// <inheritdoc cref="CardUpdate"/>
    public sealed record Redraw(string MessageId, Guid TicketId, Actor Viewer) : CardUpdate(MessageId, TicketId, Viewer)
    {
        /// <summary>For a card whose ticket has changed.</summary>
        public static Redraw Of(PostedCard card, DateTimeOffset due) => Of("redraw", card, due);

        /// <summary>For a card that stops being true. Its key differs, so it does not hold up a redraw after a change.</summary>
        public static Redraw OfExpired(PostedCard card, DateTimeOffset due) => Of("expire", card, due);

        private static Redraw Of(string what, PostedCard card, DateTimeOffset due) =>
            new(card.Message.MessageId, card.TicketId, card.Viewer)
            {
                Key = KeyOf(what, card.Message),
                To = card.Message.Conversation,
                Due = due,
                CreatedAt = due,
            };
    }

    /// <summary>Redraws a card if the ticket changed by itself and the message still shows the version before.</summary>
    /// <param name="MessageId">The message with the card.</param>
    /// <param name="TicketId">The ticket.</param>
    /// <param name="Viewer">The person whose rights decide what the card shows.</param>
    /// <param name="Shown">What the message shows.</param>
    public sealed record LookAgain(string MessageId, Guid TicketId, Actor Viewer, TicketVersion Shown)
        : CardUpdate(MessageId, TicketId, Viewer)
    {
        /// <summary>For a card of a ticket that Incident IQ's own rules may change.</summary>
        public static LookAgain Of(PostedCard card, TicketVersion shown, DateTimeOffset due) =>
            new(card.Message.MessageId, card.TicketId, card.Viewer, shown)
            {
                Key = KeyOf("look", card.Message),
                To = card.Message.Conversation,
                Due = due,
                CreatedAt = due,
            };
    }

    /// <summary>Redraws the card under a form, if nobody sent the form.</summary>
    /// <inheritdoc cref="CardUpdate"/>
    public sealed record Uncover(string MessageId, Guid TicketId, Actor Viewer) : CardUpdate(MessageId, TicketId, Viewer)
    {
        /// <summary>For a card that a form covers.</summary>
        public static Uncover Of(PostedCard card, DateTimeOffset due) =>
            new(card.Message.MessageId, card.TicketId, card.Viewer)
            {
                Key = KeyOf("uncover", card.Message),
                To = card.Message.Conversation,
                Due = due,
                CreatedAt = due,
            };
    }
}
