namespace IiqBot.Core.Durability;

/// <summary>Named locks across all replicas, such as for a filing's reference or a ticket's changes.</summary>
public interface IHolds
{
    /// <summary>Waits for the lock and holds it until disposal. If the process crashes, the lock is free.</summary>
    /// <exception cref="StorageUnavailableException">The storage cannot say who holds the lock.</exception>
    Task<IAsyncDisposable> HoldAsync(string name, CancellationToken cancellationToken);
}
