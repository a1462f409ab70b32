using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Platforms;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Turns;

namespace IiqBot.Teams;

/// <summary>
/// Sends and updates messages in Teams, at service URLs from admitted activities. Messages that nobody waits for use at most half of a
/// tenant's rate limit, so that answers have the rest.
/// </summary>
internal sealed class TeamsMessenger(
    ConnectorClient connector,
    ConnectorReplies replies,
    ResponseDelivery delivery,
    PersonalReplies personal,
    TimeProvider time
) : IMessenger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Pacing _tenants = ConnectorRates.Unasked(time);

    public string Platform => Teams.Platform.Name;

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) =>
        InTurnAsync(to, () => connector.SendAsync(to, new Content.OfCard(card), cancellationToken), cancellationToken);

    public Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken) =>
        InTurnAsync(
            to,
            async () =>
                ConnectorClient.ResultOf(
                    await connector.UpdateAsync(to, messageId, new Content.OfCard(card), cancellationToken),
                    messageId
                ),
            cancellationToken
        );

    public Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    ) => personal.FindAsync(person, near, cancellationToken);

    public Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(new TeamsTurn(request), answer, replies, cancellationToken);

    private async Task<DeliveryResult> InTurnAsync(
        ConversationAddress to,
        Func<Task<DeliveryResult>> send,
        CancellationToken cancellationToken
    )
    {
        var wait = await _tenants.WaitAsync(to.Tenant, Patience, cancellationToken);
        return wait > TimeSpan.Zero ? new(DeliveryOutcome.RateLimited, RetryAfter: wait) : await send();
    }
}
