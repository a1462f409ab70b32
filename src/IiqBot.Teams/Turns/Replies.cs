using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Teams.Connector;

namespace IiqBot.Teams.Turns;

/// <summary>Sends the messages of a turn.</summary>
internal interface IReplies
{
    /// <summary>Posts a message.</summary>
    Task<DeliveryResult> SendAsync(ConversationAddress to, Content content, CancellationToken cancellationToken);

    /// <summary>Updates the message, or posts a new one if it is gone.</summary>
    Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Content content, CancellationToken cancellationToken);

    /// <summary>Shows that the bot is working.</summary>
    Task SendTypingAsync(ConversationAddress to, CancellationToken cancellationToken);
}

/// <summary>Sends messages through the connector.</summary>
internal sealed class ConnectorReplies(ConnectorClient connector) : IReplies
{
    public async Task<DeliveryResult> SendAsync(ConversationAddress to, Content content, CancellationToken cancellationToken)
    {
        var result = await connector.SendAsync(to, content, cancellationToken);
        return result.Outcome == DeliveryOutcome.TooLarge ? await connector.SendAsync(to, Content.TooLarge, cancellationToken) : result;
    }

    /// <summary>About one update in a thousand fails although the message exists (docs/reference/teams.md, "Updating a message").</summary>
    public async Task<DeliveryResult> UpdateAsync(
        ConversationAddress to,
        string messageId,
        Content content,
        CancellationToken cancellationToken
    )
    {
        var answer = await connector.UpdateAsync(to, messageId, content, cancellationToken);
        if (answer.IsMessageGone)
            return await SendAsync(to, content, cancellationToken);
        if (answer.Outcome == DeliveryOutcome.TooLarge)
            answer = await connector.UpdateAsync(to, messageId, Content.TooLarge, cancellationToken);
        return ConnectorClient.ResultOf(answer, messageId) with { MessageId = messageId };
    }

    public Task SendTypingAsync(ConversationAddress to, CancellationToken cancellationToken) =>
        connector.SendTypingAsync(to, cancellationToken);
}

/// <summary>
/// Collects messages for the HTTP answer, when the sender of an activity asks for that (delivery mode <c>expectReplies</c>).
/// </summary>
internal sealed class CollectedReplies : IReplies
{
    private readonly List<ReadOnlyMemory<byte>> _activities = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Activities => _activities;

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Content content, CancellationToken cancellationToken)
    {
        _activities.Add(OutgoingActivity.Message(to, content));
        return Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered));
    }

    public Task<DeliveryResult> UpdateAsync(
        ConversationAddress to,
        string messageId,
        Content content,
        CancellationToken cancellationToken
    ) => SendAsync(to, content, cancellationToken);

    public Task SendTypingAsync(ConversationAddress to, CancellationToken cancellationToken) => Task.CompletedTask;
}
