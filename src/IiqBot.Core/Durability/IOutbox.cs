using IiqBot.Core.Messaging;

namespace IiqBot.Core.Durability;

/// <summary>
/// Deliveries that the bot still has to make. At most one replica delivers to a conversation at a time, in the order of storing. A worker
/// owns a leased delivery for <see cref="IInbox.LeaseTime"/>.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> if the storage cannot be read or written.</remarks>
public interface IOutbox
{
    /// <summary>
    /// Stores deliveries, except those whose key already waits. It stores <see cref="Delivery.IsGivenUp"/> ones only for administrators to
    /// see.
    /// </summary>
    Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Leases deliveries that are due, oldest first, at most one for each conversation.</summary>
    Task<IReadOnlyList<Delivery>> LeaseDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>Deletes a delivery that arrived or has become pointless.</summary>
    Task DoneAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Stores a delivery for another attempt, as given: it may go to another place than before.</summary>
    Task RetryAsync(Delivery delivery, DeliveryOutcome outcome, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Gives a delivery up. An administrator can see it and send it again.</summary>
    Task BuryAsync(Delivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The deliveries that the bot gave up, newest first.</summary>
    Task<IReadOnlyList<Delivery>> DeadAsync(int most, CancellationToken cancellationToken);

    /// <summary>Makes a delivery that the bot gave up due now; false if it is not there.</summary>
    Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken);
}
