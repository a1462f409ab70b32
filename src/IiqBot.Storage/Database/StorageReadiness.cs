using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>Whether the tables exist and are up to date. Writes wait for that, and are rejected while it fails.</summary>
internal sealed class StorageReadiness
{
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StorageUnavailableException? _fault;

    /// <summary>Why the last attempt failed; null when it succeeded, or none has ended yet.</summary>
    public StorageUnavailableException? Fault => _fault;

    /// <summary>Records the result of an attempt.</summary>
    public void Settle(StorageUnavailableException? fault)
    {
        _fault = fault;
        _tried.TrySetResult();
    }

    /// <summary>Waits until the first attempt has ended, successfully or not.</summary>
    public Task WhenTriedAsync(CancellationToken cancellationToken) => _tried.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the tables are up to date.</summary>
    /// <exception cref="StorageUnavailableException">The last attempt to migrate failed.</exception>
    public async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        await WhenTriedAsync(cancellationToken);
        if (_fault is { } fault)
            throw new StorageUnavailableException(fault.Message, fault);
    }
}
