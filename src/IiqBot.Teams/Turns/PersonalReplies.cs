using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Activities;
using IiqBot.Teams.Connector;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Teams.Turns;

/// <summary>
/// Delivers answers that only the asker may see when they asked where others read along. Teams cannot hide a message there, so the answer
/// goes to their own conversation with the bot, and the shared one gets a notice.
/// </summary>
internal sealed class PersonalReplies(ConnectorClient connector, IConversations conversations) : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(12) };
    private readonly MemoryCache _conversations = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Sends the content to the person who made the request, and a notice to the shared conversation.</summary>
    public Task<DeliveryResult> SendAsync(TeamsTurn turn, Content content, IReplies shared, CancellationToken cancellationToken) =>
        SendAsync(turn, content, shared, isTold: false, isKept: false, cancellationToken);

    /// <summary>
    /// The same with an answer. If the request is waiting, the notice asks nobody to repeat it. If the shared conversation gets an answer
    /// of its own, it gets no notice.
    /// </summary>
    public Task<DeliveryResult> SendAsync(TeamsTurn turn, BotResponse.Reply reply, IReplies shared, CancellationToken cancellationToken) =>
        SendAsync(turn, new Content.OfCard(reply.Card), shared, isTold: reply.Shared is not null, reply.IsKept, cancellationToken);

    /// <summary>The same for a person who has a notice already: the shared conversation gets one only on failure.</summary>
    public Task<DeliveryResult> SendQuietlyAsync(
        TeamsTurn turn,
        BotResponse.Reply reply,
        IReplies shared,
        CancellationToken cancellationToken
    ) => SendAsync(turn, new Content.OfCard(reply.Card), shared, isTold: true, reply.IsKept, cancellationToken);

    private async Task<DeliveryResult> SendAsync(
        TeamsTurn turn,
        Content content,
        IReplies shared,
        bool isTold,
        bool isKept,
        CancellationToken cancellationToken
    )
    {
        var result = await DeliverAsync(turn, content, cancellationToken);
        if (isTold && result.Outcome == DeliveryOutcome.Delivered)
            return result;
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

    /// <summary>Finds a person's own conversation with the bot: the known one, or one opened from where they wrote.</summary>
    public async Task<(ConversationAddress? Chat, DeliveryResult Result)> FindAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    )
    {
        if (await conversations.PersonalOfAsync(person, cancellationToken) is { } known)
            return (known, DeliveryResult.Unposted);
        if (near.Route.Length == 0 || ConversationReference.Of(near).ActorId != person.UserId)
            return (null, new(DeliveryOutcome.ConversationGone));
        return await OpenAsync(person, near, cancellationToken);
    }

    private async Task<DeliveryResult> DeliverAsync(TeamsTurn turn, Content content, CancellationToken cancellationToken)
    {
        var (personal, failure) = await OpenAsync(turn.Request.Actor, turn.Conversation, cancellationToken);
        if (personal is null)
            return failure;
        var result = await connector.SendAsync(personal, content, cancellationToken);
        if (result.Outcome == DeliveryOutcome.ConversationGone)
            _conversations.Remove(KeyOf(personal));
        return result with { Conversation = personal };
    }

    private async Task<(ConversationAddress? Chat, DeliveryResult Result)> OpenAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    )
    {
        var reference = ConversationReference.Of(near);
        if (reference.UserId is not { Length: > 0 } user)
            return (null, new(DeliveryOutcome.Permanent));
        var isNew = !_conversations.TryGetValue((near.Tenant, user), out string? conversation);
        if (isNew)
        {
            var (id, answer) = await connector.OpenPersonalAsync(near, user, cancellationToken);
            if (id is null)
                return (null, new(answer.IsDelivered ? DeliveryOutcome.Permanent : answer.Outcome, RetryAfter: answer.RetryAfter));
            conversation = _conversations.Set((near.Tenant, user), id, Kept);
        }

        var personal = new ConversationAddress(Platform.Name, near.Tenant, conversation!, ConversationScope.OneToOne)
        {
            Route = JsonSerializer.Serialize(reference with { TeamId = null }, ProtocolJson.Default.ConversationReference),
        };
        if (isNew)
            await RememberAsync(personal, person, cancellationToken);
        return (personal, DeliveryResult.Unposted);
    }

    // Later messages to the person need the address as well. The answer does not wait for the storing.
    private async Task RememberAsync(ConversationAddress personal, Actor person, CancellationToken cancellationToken)
    {
        try
        {
            await conversations.RememberAsync(personal, person, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            _conversations.Remove(KeyOf(personal));
        }
    }

    private static (string Tenant, string? User) KeyOf(ConversationAddress personal) =>
        (personal.Tenant, ConversationReference.Of(personal).UserId);

    public void Dispose() => _conversations.Dispose();
}
