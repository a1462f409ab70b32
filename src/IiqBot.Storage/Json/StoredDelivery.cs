using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Storage.Json;

/// <summary>
/// The stored form of a delivery. All kinds share one set of members, and the filled members tell the kind. Versions before and after
/// <see cref="Delivery"/> became a closed set write and read the same rows, so both can run during an update.
/// </summary>
internal sealed record StoredDelivery(Guid Id, string Key, ConversationAddress To, DateTimeOffset Due)
{
    public string? MessageId { get; init; }
    public Card? Card { get; init; }
    public Guid? TicketId { get; init; }
    public Actor? Viewer { get; init; }
    public TicketVersion? Shown { get; init; }
    public Guid? Waiting { get; init; }
    public TicketNews? News { get; init; }
    public Actor? Asker { get; init; }
    public bool IsForOwnChat { get; init; }
    public string? Reference { get; init; }
    public bool IsGivenUp { get; init; }
    public bool Uncovers { get; init; }
    public int Attempts { get; init; }
    public DeliveryOutcome? LastOutcome { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Writes a delivery.</summary>
    public static string Write(Delivery delivery) => StorageJson.Write(Of(delivery));

    /// <summary>Reads a delivery.</summary>
    /// <exception cref="JsonException">It is not a delivery, or of a kind that only a newer version knows.</exception>
    public static Delivery Read(string json) => StorageJson.Read<StoredDelivery>(json).ToDelivery();

    private static StoredDelivery Of(Delivery delivery)
    {
        var stored = new StoredDelivery(delivery.Id, delivery.Key, delivery.To, delivery.Due)
        {
            MessageId = delivery.ReplacedMessage,
            Viewer = delivery.Reader,
            Reference = delivery.Reference,
            IsGivenUp = delivery.IsGivenUp,
            Attempts = delivery.Attempts,
            LastOutcome = delivery.LastOutcome,
            CreatedAt = delivery.CreatedAt,
        };
        return delivery switch
        {
            Delivery.Post post => stored with
            {
                Card = post.Card,
                Waiting = post.Waiting,
                Asker = post.Asker,
                IsForOwnChat = post.IsForOwnChat,
            },
            Delivery.Notice notice => stored with
            {
                News = notice.News,
                TicketId = notice.News.TicketId,
                Asker = notice.Hearer,
                IsForOwnChat = true,
            },
            Delivery.Redraw redraw => stored with { TicketId = redraw.TicketId },
            Delivery.LookAgain look => stored with { TicketId = look.TicketId, Shown = look.Shown },
            Delivery.Uncover uncover => stored with { TicketId = uncover.TicketId, Uncovers = true },
            _ => throw new JsonException(),
        };
    }

    private Delivery ToDelivery() =>
        Kind() with
        {
            Id = Id,
            Reference = Reference,
            IsGivenUp = IsGivenUp,
            Attempts = Attempts,
            LastOutcome = LastOutcome,
            CreatedAt = CreatedAt,
        };

    private Delivery Kind() =>
        this switch
        {
            { Card: { } card } => new Delivery.Post(card)
            {
                Key = Key,
                To = To,
                Due = Due,
                MessageId = MessageId,
                Asker = Asker,
                IsForOwnChat = IsForOwnChat,
                Waiting = Waiting,
            },
            { News: { } news, Viewer: { } hearer } => new Delivery.Notice(news, hearer)
            {
                Key = Key,
                To = To,
                Due = Due,
            },
            { MessageId: { } message, TicketId: { } ticket, Viewer: { } viewer } => Update(message, ticket, viewer),
            _ => throw new JsonException(),
        };

    private Delivery.CardUpdate Update(string message, Guid ticket, Actor viewer) =>
        this switch
        {
            { Uncovers: true } => new Delivery.Uncover(message, ticket, viewer)
            {
                Key = Key,
                To = To,
                Due = Due,
            },
            { Shown: { } shown } => new Delivery.LookAgain(message, ticket, viewer, shown)
            {
                Key = Key,
                To = To,
                Due = Due,
            },
            _ => new Delivery.Redraw(message, ticket, viewer)
            {
                Key = Key,
                To = To,
                Due = Due,
            },
        };
}
