namespace IiqBot.Core.Durability;

/// <summary>Lets one at a time do something, among all replicas: file under one reference, change one ticket.</summary>
public interface IHolds
{
    /// <summary>Waits until nobody else holds the name, and holds it until disposed. A hold dies with its process.</summary>
    /// <exception cref="StorageUnavailableException">Nobody can tell who holds what.</exception>
    Task<IAsyncDisposable> HoldAsync(string name, CancellationToken cancellationToken);
}
