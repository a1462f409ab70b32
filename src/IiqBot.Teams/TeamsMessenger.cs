using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Turns;

namespace IiqBot.Teams;

/// <summary>Sends and updates messages in Teams, at service URLs that came in admitted activities.</summary>
internal sealed class TeamsMessenger(ConnectorClient connector, ConnectorReplies replies, ResponseDelivery delivery) : IMessenger
{
    public string Platform => Teams.Platform.Name;

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) =>
        connector.SendAsync(to, new Content.OfCard(card), cancellationToken);

    public async Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken) =>
        ConnectorClient.ResultOf(await connector.UpdateAsync(to, messageId, new Content.OfCard(card), cancellationToken), messageId);

    public Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(new Turns.Turn(request), answer, replies, cancellationToken);
}
