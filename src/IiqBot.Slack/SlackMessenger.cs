using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Messaging;
using IiqBot.Core.Requests;
using IiqBot.Slack.Turns;

namespace IiqBot.Slack;

/// <summary>Sends and updates messages in Slack. An address whose conversation is a person's id means their direct message.</summary>
internal sealed class SlackMessenger(Messages messages, AnswerDelivery delivery) : IMessenger
{
    public string Platform => Slack.Platform.Name;

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) => messages.PostAsync(to, card, cancellationToken);

    public Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken) =>
        messages.RedrawAsync(to, messageId, card, cancellationToken);

    public Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(Turns.Turn.Stored(request), answer, cancellationToken);
}
