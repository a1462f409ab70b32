using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Slack.Turns;

namespace IiqBot.Slack;

/// <summary>
/// Sends and updates messages in Slack. An address whose conversation is a person's id means their direct message. The adapter also redraws
/// the Home tab of a person who gets an answer they waited for there, or whose card changes.
/// </summary>
internal sealed class SlackMessenger(Messages messages, AnswerDelivery delivery, Drafts drafts, SlackRequests slackRequests, HomeTabs homes)
    : IMessenger,
        IHomePages
{
    public string Platform => Slack.Platform.Name;

    public void Redraw(Actor actor)
    {
        if (actor.Platform == Platform)
            slackRequests.RefreshHome(actor);
    }

    public Task<DeliveryResult> SendAsync(ConversationAddress to, Card card, CancellationToken cancellationToken) =>
        messages.PostAsync(to, drafts.Keep(to, card), cancellationToken);

    public async Task<DeliveryResult> UpdateAsync(ConversationAddress to, string messageId, Card card, CancellationToken cancellationToken)
    {
        var result = await messages.RedrawAsync(to, messageId, drafts.Keep(to, card), cancellationToken);
        slackRequests.RefreshHome(homes.OwnerOf(to));
        return result;
    }

    public Task<(ConversationAddress? Chat, DeliveryResult Result)> OwnChatAsync(
        Actor person,
        ConversationAddress near,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<(ConversationAddress?, DeliveryResult)>(
            (Addresses.Personal(person.Tenant, person.UserId), DeliveryResult.Unposted)
        );

    public async Task<DeliveryResult> AnswerAsync(BotRequest request, BotResponse answer, CancellationToken cancellationToken)
    {
        var result = await delivery.DeliverAsync(SlackTurn.Stored(request), answer, cancellationToken);
        slackRequests.RefreshHome(request.Actor);
        return result;
    }
}
