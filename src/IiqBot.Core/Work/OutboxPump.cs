using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Messaging;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Work;

/// <summary>Delivers what the outbox owes, and decides by the cause what becomes of what did not arrive.</summary>
public sealed partial class OutboxPump(
    IOutbox outbox, IInbox inbox, IPostedCards cards, CardRedraw redraw, IEnumerable<IMessenger> messengers, TimeProvider time, ILogger<OutboxPump> logger)
{
    private const int AtOnce = 16;
    private const int MostAttempts = 12;
    private const int MostUnconfirmed = 3; // each may have arrived
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Delivers what is due now, as much as one round does.</summary>
    /// <returns>How many deliveries it took on; when not 0, more may be due at once.</returns>
    /// <exception cref="StorageUnavailableException">Nobody can tell what is due.</exception>
    public async Task<int> PumpAsync(CancellationToken cancellationToken)
    {
        var due = await outbox.LeaseDueAsync(AtOnce, cancellationToken);
        await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, cancellationToken)));
        return due.Count;
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var messenger = messengers.FirstOrDefault(m => m.Platform == delivery.To.Platform);
        if (messenger is null)
        {
            // The platform was turned off: nobody can say who reads there, so nothing is drawn either.
            await SettleAsync(delivery, null, new(DeliveryOutcome.Permanent), cancellationToken);
            return;
        }

        var waiting = delivery.Waiting is { } id ? await inbox.FindAsync(id, cancellationToken) : null;
        if (delivery.Waiting is not null && waiting is not { State: WorkState.Waiting, Shown: null })
        {
            await outbox.DoneAsync(delivery, cancellationToken); // it waits no longer, or says so elsewhere
            return;
        }

        if (!await IsToBeDrawnAsync(delivery, cancellationToken))
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var (card, mayHelp) = delivery.Card is { } ready ? (ready, true) : await redraw.DrawAsync(delivery, cancellationToken);

        // Drawing takes a while, in which somebody may have opened a form there, or done something that they may take back.
        if (delivery.Shown is { } shown && card?.Ticket?.State == shown.State || delivery.TicketId is not null && !await IsToBeDrawnAsync(delivery, cancellationToken))
        {
            await outbox.DoneAsync(delivery, cancellationToken);
            return;
        }

        var result = card switch
        {
            null => new DeliveryResult(mayHelp ? DeliveryOutcome.Transient : DeliveryOutcome.Permanent),
            _ when delivery.MessageId is { } message => await messenger.UpdateAsync(delivery.To, message, card, cancellationToken),
            _ => await messenger.SendAsync(delivery.To, card, cancellationToken),
        };
        if (waiting is not null && result is { Outcome: DeliveryOutcome.Delivered, MessageId: { } posted })
            await inbox.ShownAsync(waiting, new(delivery.To, posted), null, cancellationToken);
        await SettleAsync(delivery, card, result, cancellationToken);
    }

    // A message may show something else by now, such as a form that somebody fills in.
    private async Task<bool> IsToBeDrawnAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery is not { TicketId: { } ticket, MessageId: { } message }) return true;
        var posted = await cards.InAsync(new(delivery.To, message), cancellationToken);
        return posted is not null && (delivery.Uncovers ? posted.IsCovered : posted.TicketId == ticket && (delivery.Shown is not { } shown || shown.Version == posted.Version));
    }

    private async Task SettleAsync(Delivery delivery, Card? card, DeliveryResult result, CancellationToken cancellationToken)
    {
        var attempts = delivery.Attempts + 1;
        if (result.Outcome == DeliveryOutcome.Delivered)
        {
            var posted = result.MessageId ?? delivery.MessageId;
            if (posted is not null && card?.Ticket is { } ticket && delivery.Viewer is { } viewer)
                await cards.RememberAsync(new(new(delivery.To, posted), ticket.TicketId, ticket.Version, viewer, time.GetUtcNow()), cancellationToken);
            await outbox.DoneAsync(delivery, cancellationToken);
        }
        else if (result.Outcome == DeliveryOutcome.ConversationGone)
        {
            // Nobody misses it: the message, the chat or the bot's place in it is gone.
            if (delivery.MessageId is { } message) await cards.ForgetAsync(new(delivery.To, message), cancellationToken);
            await outbox.DoneAsync(delivery, cancellationToken);
        }
        else if ((result.IsWorthRetrying || (result.Outcome == DeliveryOutcome.Unconfirmed && attempts < MostUnconfirmed)) && attempts < MostAttempts)
        {
            await outbox.RetryAsync(delivery, result.Outcome, time.GetUtcNow() + (result.RetryAfter ?? Outage.Pause(FirstPause, LongestPause, attempts)), cancellationToken);
        }
        else
        {
            Log.GivenUp(logger, delivery.Id, delivery.To.Platform, result.Outcome, attempts);
            await outbox.BuryAsync(delivery, result.Outcome, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Delivery {Id} to {Platform} is given up: {Outcome} after {Attempts} attempts")]
        public static partial void GivenUp(ILogger logger, Guid id, string platform, DeliveryOutcome outcome, int attempts);
    }
}
