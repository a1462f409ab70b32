using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>Whether the tables are there and up to date. Writes wait for it; while it fails, they are refused.</summary>
internal sealed class StorageReadiness
{
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StorageUnavailableException? _fault;

    /// <summary>Why the last attempt failed; null when it succeeded, or none is over yet.</summary>
    public StorageUnavailableException? Fault => _fault;

    /// <summary>Notes how an attempt ended.</summary>
    public void Settle(StorageUnavailableException? fault)
    {
        _fault = fault;
        _tried.TrySetResult();
    }

    /// <summary>Waits until the first attempt is over, however it ended.</summary>
    public Task WhenTriedAsync(CancellationToken cancellationToken) => _tried.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the tables are up to date.</summary>
    /// <exception cref="StorageUnavailableException">The last attempt to bring them there failed.</exception>
    public async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        await WhenTriedAsync(cancellationToken);
        if (_fault is { } fault)
            throw new StorageUnavailableException(fault.Message, fault);
    }
}
