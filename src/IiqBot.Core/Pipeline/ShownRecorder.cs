using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Records where answers were shown. It completes stored requests, remembers the cards of tickets, and gives answers that did not arrive to
/// the outbox.
/// </summary>
public sealed partial class ShownRecorder(
    IInbox inbox,
    IPostedCards cards,
    IOutbox outbox,
    ITicketActs acts,
    TimeProvider time,
    ILogger<ShownRecorder> logger
)
{
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    /// <summary>Records an answer that was shown, or that could not be.</summary>
    public async Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken)
    {
        try
        {
            var request = accepted.Request;
            var conversation = result.Conversation ?? request.Conversation;
            var posted = result is { Outcome: DeliveryOutcome.Delivered, MessageId: { } id } ? new PostedMessage(conversation, id) : null;
            var card =
                posted is not null && answer.ShownCard?.Ticket is { } ticket
                    ? new PostedCard(posted, ticket.TicketId, ticket.Version, request.Actor, time.GetUtcNow())
                    : null;
            if (CardToOwe(accepted, answer, result) is { } owed)
                await OweAsync(accepted, answer, owed, conversation, result, cancellationToken);
            if (card is not null && answer.ShownCard!.TrueUntil is { } until)
                await outbox.EnqueueAsync([Delivery.Redraw.OfExpired(card, until)], cancellationToken);
            if (card is not null && answer.ShownCard!.LookAgainAt is { } at)
                await outbox.EnqueueAsync([Delivery.LookAgain.Of(card, answer.ShownCard.Ticket!, at)], cancellationToken);
            if (accepted is { Work: { } work, IsRepeat: false })
                await inbox.ShownAsync(work, posted, card, cancellationToken);
            else if (card is not null)
                await cards.RememberAsync(card, cancellationToken);
            else if (posted is not null && answer is BotResponse.ReplaceCard)
                await cards.ForgetAsync(posted, cancellationToken);
            else if (posted is not null && answer is BotResponse.OpenForm && posted.MessageId == request.MessageId)
                await CoverAsync(posted, cancellationToken);
            if (card is not null && await ChangedMeanwhileAsync(card, cancellationToken))
                await outbox.EnqueueAsync([Delivery.Redraw.Of(card, time.GetUtcNow())], cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRemembered(logger, exception);
        }
    }

    // The bot draws nothing over a form that a person fills in. After a long time without a submission, the card replaces the form again.
    private async Task CoverAsync(PostedMessage message, CancellationToken cancellationToken)
    {
        if (await cards.InAsync(message, cancellationToken) is not { IsCovered: false } card)
            return;
        await outbox.EnqueueAsync([Delivery.Uncover.Of(card, time.GetUtcNow() + LeftAlone)], cancellationToken);
        await cards.RememberAsync(card.Covered(), cancellationToken);
    }

    // The ticket may have changed after the bot drew this card and before it recorded the card for redraws.
    private async Task<bool> ChangedMeanwhileAsync(PostedCard card, CancellationToken cancellationToken) =>
        (await acts.OnAsync(card.TicketId, cancellationToken)).Any(act =>
            act.IsChange && TicketArguments.TimeOf(card.Version) is { } drawn && act.At > drawn
        );

    // The part of an answer that did not arrive. A home page is redrawn when its person opens it again, and nobody asked for a preview. If
    // an answer may have arrived, the bot sends it again only for a request that writes: a person who only asked can ask again.
    private static Card? CardToOwe(Accepted accepted, BotResponse answer, DeliveryResult result)
    {
        if (result.Outcome == DeliveryOutcome.Delivered || accepted.Request.Verb is Verbs.Home or Verbs.PreviewTicket)
            return null;
        if (result.Outcome == DeliveryOutcome.Unconfirmed && !accepted.IsStored)
            return null;
        return answer switch
        {
            BotResponse.Toast toast => WaitingTexts.Said(toast.Text),
            BotResponse.OpenForm open => WaitingTexts.Behind(open.Form),
            BotResponse.FormErrors errors => WaitingTexts.Behind(errors.Form),
            _ => answer.ShownCard,
        };
    }

    private async Task OweAsync(
        Accepted accepted,
        BotResponse answer,
        Card card,
        ConversationAddress conversation,
        DeliveryResult result,
        CancellationToken cancellationToken
    )
    {
        var (request, now) = (accepted.Request, time.GetUtcNow());
        var delivery = new Delivery.Post(card)
        {
            Key = $"answer:{request.Id}:{request.Actor.UserId}",
            To = conversation,
            Due = now,
            Asker = request.Verb == Verbs.Welcome ? null : request.Actor, // nobody asked for a welcome
            Waiting = answer.IsKept ? accepted.Work?.Id : null,
            MessageId = result.MessageId,
            Reference = accepted.Work?.Reference,
            CreatedAt = now,
            Attempts = 1,
            LastOutcome = result.Outcome,
        };
        var fate = DeliveryFates.After(delivery, result.Outcome, delivery.Attempts);
        delivery = fate switch
        {
            DeliveryFate.Retry => delivery with { Due = now + (result.RetryAfter ?? RetryPause) },
            DeliveryFate.NewMessage => delivery with { MessageId = null },
            DeliveryFate.OwnChat => delivery.ToOwnChat(),
            _ => delivery with { IsGivenUp = true },
        };

        // What only the asker may see never goes to a conversation that others can read.
        if (answer is not (BotResponse.Reply { IsPrivate: false } or BotResponse.ReplaceCard) && !conversation.IsOneToOne)
            delivery = delivery with { IsForOwnChat = true, MessageId = null, Card = card };
        if (delivery.IsGivenUp)
            Log.GivenUp(logger, delivery.Id, delivery.Reference, delivery.To.Platform, result.Outcome);
        await outbox.EnqueueAsync([delivery], cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Could not record where an answer was shown; it may appear twice, or its card may go out of date"
        )]
        public static partial void NotRemembered(ILogger logger, Exception exception);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Gave up delivery {Id} of request {Reference} to {Platform}: {Outcome}. An administrator can send it again"
        )]
        public static partial void GivenUp(ILogger logger, Guid id, string? reference, string platform, DeliveryOutcome outcome);
    }
}
