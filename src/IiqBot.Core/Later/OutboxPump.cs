using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Later;

/// <summary>Sends the deliveries of the outbox. The cause of a failure decides what happens next.</summary>
public sealed partial class OutboxPump(
    IOutbox outbox,
    IInbox inbox,
    IPostedCards cards,
    CardRedraw redraw,
    Messengers messengers,
    TimeProvider time,
    ILogger<OutboxPump> logger
)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Sends the deliveries that are due, up to the size of one round.</summary>
    /// <returns>The number of deliveries that it leased. If it is not 0, more may be due now.</returns>
    /// <exception cref="StorageUnavailableException">The storage cannot say what is due.</exception>
    public async Task<int> PumpAsync(CancellationToken cancellationToken)
    {
        var due = await outbox.LeaseDueAsync(AtOnce, cancellationToken);
        await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, cancellationToken)));
        return due.Count;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!messengers.Serves(delivery.To.Platform))
        {
            // The platform is turned off, so nobody can say who reads there. The bot draws nothing for it.
            await SettleAsync(delivery, null, new(DeliveryOutcome.Permanent), cancellationToken);
            return;
        }

        var waiting = delivery is Delivery.Post { Waiting: { } id } ? await inbox.FindAsync(id, cancellationToken) : null;
        if (delivery is Delivery.Post { Waiting: not null } && waiting is not { State: WorkState.Waiting, Shown: null })
        {
            await outbox.DoneAsync(delivery, cancellationToken); // the request no longer waits, or another message says so
            return;
        }

        if (!await IsToBeDrawnAsync(delivery, cancellationToken))
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var (to, failure) = await PlaceOfAsync(delivery, cancellationToken);
        if (to is null)
        {
            await SettleAsync(delivery, null, failure, cancellationToken);
            return;
        }

        var drawn = await redraw.DrawAsync(delivery with { To = to }, cancellationToken);
        var card = drawn.Card;

        // Drawing takes a while. Meanwhile, a person may have opened a form there, or done something that they can undo.
        if (
            delivery is Delivery.LookAgain look && card?.Ticket?.State == look.Shown.State
            || drawn.IsPointless
            || !await IsToBeDrawnAsync(delivery, cancellationToken)
        )
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var result = card is null
            ? new(drawn.MayHelp ? DeliveryOutcome.Transient : DeliveryOutcome.Permanent)
            : await PostAsync(delivery, to, card, cancellationToken);
        if (waiting is not null && result is { Outcome: DeliveryOutcome.Delivered, MessageId: { } posted })
            await inbox.ShownAsync(waiting, new(result.Conversation ?? delivery.To, posted), null, cancellationToken);
        await SettleAsync(delivery, card, result, cancellationToken);
    }

    private async Task<(ConversationAddress? To, DeliveryResult Failure)> PlaceOfAsync(
        Delivery delivery,
        CancellationToken cancellationToken
    )
    {
        var owner = delivery switch
        {
            Delivery.Post { IsForOwnChat: true } post => post.Asker,
            Delivery.Notice notice => notice.Hearer,
            _ => null,
        };
        if (owner is null)
            return (delivery.To, DeliveryResult.Unposted);
        var (chat, result) = await messengers.OwnChatAsync(owner, delivery.To, cancellationToken);
        return (chat, result.Outcome == DeliveryOutcome.Delivered ? new(DeliveryOutcome.ConversationGone) : result);
    }

    private async Task<DeliveryResult> PostAsync(Delivery delivery, ConversationAddress to, Card card, CancellationToken cancellationToken)
    {
        if (delivery.ReplacedMessage is { } message)
            return await messengers.UpdateAsync(to, message, card, cancellationToken);
        var result = await messengers.SendAsync(to, card, cancellationToken);
        return result.Conversation is null && to != delivery.To ? result with { Conversation = to } : result;
    }

    // By now, the message may show something else, such as a form that a person fills in.
    private async Task<bool> IsToBeDrawnAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery is not Delivery.CardUpdate update)
            return true;
        if (await cards.InAsync(new(update.To, update.MessageId), cancellationToken) is not { } posted)
            return false;
        return update switch
        {
            Delivery.Uncover => posted.IsCovered,
            Delivery.LookAgain look => posted.TicketId == look.TicketId && posted.Version == look.Shown.Version,
            _ => posted.TicketId == update.TicketId,
        };
    }

    private async Task SettleAsync(Delivery delivery, Card? card, DeliveryResult result, CancellationToken cancellationToken)
    {
        var attempts = delivery.Attempts + 1;
        switch (DeliveryFates.After(delivery, result.Outcome, attempts))
        {
            case DeliveryFate.Arrived:
                var posted = result.MessageId ?? delivery.ReplacedMessage;
                if (posted is not null && card?.Ticket is { } ticket && delivery.Reader is { } reader)
                    await cards.RememberAsync(
                        new(new(result.Conversation ?? delivery.To, posted), ticket.TicketId, ticket.Version, reader, time.GetUtcNow()),
                        cancellationToken
                    );
                await outbox.DoneAsync(delivery, cancellationToken);
                break;
            case DeliveryFate.Retry:
                await outbox.RetryAsync(
                    delivery,
                    result.Outcome,
                    time.GetUtcNow() + (result.RetryAfter ?? Outage.Pause(FirstPause, LongestPause, attempts)),
                    cancellationToken
                );
                break;
            case DeliveryFate.NewMessage when delivery is Delivery.Post post:
                await outbox.RetryAsync(post with { MessageId = null }, result.Outcome, time.GetUtcNow(), cancellationToken);
                break;
            case DeliveryFate.OwnChat when delivery is Delivery.Post post:
                await outbox.RetryAsync(post.ToOwnChat(), result.Outcome, time.GetUtcNow(), cancellationToken);
                break;
            case DeliveryFate.Pointless:
                if (delivery.ReplacedMessage is { } message)
                    await cards.ForgetAsync(new(delivery.To, message), cancellationToken);
                await outbox.DoneAsync(delivery, cancellationToken);
                break;
            default:
                Log.GivenUp(logger, delivery.Id, delivery.Reference, delivery.To.Platform, result.Outcome, attempts);
                await outbox.BuryAsync(delivery, result.Outcome, cancellationToken);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Gave up delivery {Id} of request {Reference} to {Platform} after {Attempts} attempts: {Outcome}. An administrator can send it again"
        )]
        public static partial void GivenUp(
            ILogger logger,
            Guid id,
            string? reference,
            string platform,
            DeliveryOutcome outcome,
            int attempts
        );
    }
}
