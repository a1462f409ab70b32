using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.District;

/// <summary>The messages of the platform, as its conversations show them.</summary>
public sealed class TestMessenger(string platform) : IMessenger
{
    private int _messages;

    public string Platform => platform;

    /// <summary>What each message shows now.</summary>
    public Dictionary<string, Card> Messages { get; } = [];

    /// <summary>Every delivery, in order: its kind, its place, and its card.</summary>
    public List<(string What, PostedMessage Where, Card Card)> Deliveries { get; } = [];

    /// <summary>The outcomes of the next deliveries; later ones succeed.</summary>
    public Queue<DeliveryResult> Failures { get; } = [];

    /// <summary>What every delivery throws; null for nothing.</summary>
    public Exception? Fault { get; set; }

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) =>
        Deliver("send", new(to, NewId()), card);

    public Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken) =>
        Deliver("update", new(to, messageId), card);

    public Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    ) => Task.FromResult<(ConversationAddress?, DeliveryResult)>((OwnChatOf(person), DeliveryResult.Unposted));

    /// <summary>The personal chat of a person for whom the test has no conversation.</summary>
    public ConversationAddress OwnChatOf(Actor person) =>
        new(platform, person.Tenant, $"own-chat:{person.UserId}", ConversationScope.OneToOne);

    public Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken) =>
        answer is BotResponse.OpenForm && request is { Conversation.IsOneToOne: true, MessageId: { } covered }
            ? Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, covered))
        : answer.ShownCard is not { } card ? Task.FromResult(DeliveryResult.Unposted)
        : answer is BotResponse.ReplaceCard && request.MessageId is { } pressed
            ? Deliver("answer", new(request.Conversation, pressed), card)
        : Deliver("answer", new(request.Conversation, NewId()), card);

    private string NewId() => $"message-{++_messages}";

    private Task<DeliveryResult> Deliver(string what, PostedMessage where, Card card)
    {
        if (Fault is { } fault)
            return Task.FromException<DeliveryResult>(fault);
        if (Failures.TryDequeue(out var failure))
            return Task.FromResult(failure);
        Messages[where.MessageId] = card;
        Deliveries.Add((what, where, card));
        return Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, where.MessageId));
    }
}
