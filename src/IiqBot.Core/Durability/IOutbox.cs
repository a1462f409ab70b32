using IiqBot.Core.Messaging;

namespace IiqBot.Core.Durability;

/// <summary>
/// Deliveries that are owed. At most one replica delivers to a conversation at a time, in the order in which they were stored.
/// A leased delivery belongs to its worker for <see cref="IInbox.LeaseTime"/>.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when nothing could be stored or read.</remarks>
public interface IOutbox
{
    /// <summary>
    /// Stores deliveries; those whose key waits already are left out. <see cref="Delivery.IsGivenUp"/> ones are only kept to be seen.
    /// </summary>
    Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Leases deliveries that are due, oldest first, at most one for each conversation.</summary>
    Task<IReadOnlyList<Delivery>> LeaseDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>Forgets a delivery that arrived, or that has become pointless.</summary>
    Task DoneAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Keeps a delivery for another try, as it is given: it may go elsewhere than it did.</summary>
    Task RetryAsync(Delivery delivery, DeliveryOutcome outcome, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Gives a delivery up: an administrator can see it and send it again.</summary>
    Task BuryAsync(Delivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken);

    /// <summary>What was given up, newest first.</summary>
    Task<IReadOnlyList<Delivery>> DeadAsync(int most, CancellationToken cancellationToken);

    /// <summary>Puts a dead delivery back, due now; false when it is not there.</summary>
    Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken);
}
