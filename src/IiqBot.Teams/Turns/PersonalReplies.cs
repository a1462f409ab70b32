using System.Text.Json;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Connector;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Teams.Turns;

/// <summary>
/// Answers that only the asker may see, to something said where others read along: Teams cannot hide a message there, so
/// they go to the person's own conversation with the bot, and the shared one is told so.
/// </summary>
internal sealed class PersonalReplies(ConnectorClient connector) : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(12) };
    private readonly MemoryCache _conversations = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Sends the content to the person who made the request, and tells the shared conversation that it did.</summary>
    public Task<DeliveryResult> SendAsync(Turn turn, Content content, IReplies shared, CancellationToken cancellationToken) =>
        SendAsync(turn, content, shared, isTold: false, isKept: false, cancellationToken);

    /// <summary>The same with an answer: of one that says that the request was kept, nobody is asked to repeat it.</summary>
    public Task<DeliveryResult> SendAsync(Turn turn, BotResponse.Reply reply, IReplies shared, CancellationToken cancellationToken) =>
        SendAsync(turn, new Content.OfCard(reply.Card), shared, isTold: false, reply.IsKept, cancellationToken);

    /// <summary>The same to somebody who was told already: the shared conversation hears only if it failed.</summary>
    public Task<DeliveryResult> SendQuietlyAsync(Turn turn, BotResponse.Reply reply, IReplies shared, CancellationToken cancellationToken) =>
        SendAsync(turn, new Content.OfCard(reply.Card), shared, isTold: true, reply.IsKept, cancellationToken);

    private async Task<DeliveryResult> SendAsync(Turn turn, Content content, IReplies shared, bool isTold, bool isKept, CancellationToken cancellationToken)
    {
        var result = await DeliverAsync(turn, content, cancellationToken);
        if (isTold && result.Outcome == DeliveryOutcome.Delivered) return result;
        var text = result.Outcome switch
        {
            DeliveryOutcome.Delivered => Texts.AnsweredPrivately,
            _ when isKept => Texts.KeptAlone,
            DeliveryOutcome.ConversationGone or DeliveryOutcome.Permanent => Texts.OpenChatFirst,
            _ => Texts.PrivateAnswerFailed,
        };
        await shared.SendAsync(turn.Conversation, new Content.OfText(text), cancellationToken);
        return result;
    }

    private async Task<DeliveryResult> DeliverAsync(Turn turn, Content content, CancellationToken cancellationToken)
    {
        var address = turn.Conversation;
        var reference = ConversationReference.Of(address);
        if (reference.UserId is not { Length: > 0 } user) return new(DeliveryOutcome.Permanent);

        var key = (address.Tenant, user);
        if (!_conversations.TryGetValue(key, out string? conversation))
        {
            var (id, answer) = await connector.OpenPersonalAsync(address, user, cancellationToken);
            if (id is null) return new(answer.IsDelivered ? DeliveryOutcome.Permanent : answer.Outcome);
            conversation = _conversations.Set(key, id, Kept);
        }
        var personal = new ConversationAddress(Platform.Name, address.Tenant, conversation!, ConversationScope.OneToOne)
        {
            Route = JsonSerializer.Serialize(reference with { TeamId = null }, ProtocolJson.Default.ConversationReference),
        };
        var result = await connector.SendAsync(personal, content, cancellationToken);
        if (result.Outcome == DeliveryOutcome.ConversationGone) _conversations.Remove(key);
        return result with { Conversation = personal };
    }

    public void Dispose() => _conversations.Dispose();
}
