using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>
/// Runs reads and writes. Every failure that means the storage is unavailable becomes a <see cref="StorageUnavailableException"/>.
/// </summary>
internal abstract class StorageDatabase(StorageReadiness readiness)
{
    private volatile StorageUnavailableException? _lastWriteFault;

    /// <summary>The owner of this process's leases. No two processes share it.</summary>
    public Guid Owner { get; } = Guid.NewGuid();

    /// <summary>Why the last write failed; null when it succeeded.</summary>
    public StorageUnavailableException? LastWriteFault => _lastWriteFault;

    /// <summary>The end of an SQL query for rows to lease, so that two replicas pick different ones.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Waits, within a transaction, until no other replica is leasing.</summary>
    public abstract Task TakeTurnAsync(StorageContext context, CancellationToken cancellationToken);

    /// <summary>Creates a context for the caller.</summary>
    public abstract StorageContext CreateContext();

    /// <summary>Reads, without waiting for writers.</summary>
    public async Task<T> ReadAsync<T>(Func<StorageContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await readiness.WhenTriedAsync(cancellationToken);
        try
        {
            await using var context = CreateContext();
            return await read(context, cancellationToken);
        }
        catch (Exception exception) when (StorageFaults.Translate(exception) is { } fault)
        {
            Recover();
            throw Unavailable(fault);
        }
    }

    /// <summary>Writes with one command, or one save, which is a transaction of its own.</summary>
    public Task<T> WriteAsync<T>(
        Func<StorageContext, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken,
        Urgency urgency = Urgency.Ordinary
    ) => GuardAsync(() => CommitAsync(write, isOneCommand: true, urgency, cancellationToken), cancellationToken);

    /// <summary>Writes with several commands in one transaction.</summary>
    public Task<T> TransactAsync<T>(Func<StorageContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        GuardAsync(() => CommitAsync(write, isOneCommand: false, Urgency.Ordinary, cancellationToken), cancellationToken);

    /// <summary>Tests whether writing works; nothing of it stays.</summary>
    /// <exception cref="StorageUnavailableException">It does not work.</exception>
    public Task TryWritingAsync(CancellationToken cancellationToken) => TransactAsync(Rehearsal.WriteAsync, cancellationToken);

    /// <summary>Removes the remains of deleted data from the disk. A server does that by itself, in its own time.</summary>
    public virtual Task WipeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Migrates the tables and tests them.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
            await using var context = CreateContext();
            await Rehearsal.RunAsync(context, cancellationToken);
        }
        catch (Exception)
        {
            // A connection that was opened while the file was read-only stays read-only when that changes.
            Recover();
            throw;
        }
    }

    protected abstract Task MigrateAsync(CancellationToken cancellationToken);

    protected abstract Task<T> CommitAsync<T>(
        Func<StorageContext, CancellationToken, Task<T>> write,
        bool isOneCommand,
        Urgency urgency,
        CancellationToken cancellationToken
    );

    /// <summary>Drops the open connections, because the file or server behind them may be gone.</summary>
    protected abstract void Recover();

    private async Task<T> GuardAsync<T>(Func<Task<T>> commit, CancellationToken cancellationToken)
    {
        await readiness.WhenReadyAsync(cancellationToken);
        try
        {
            var result = await commit();
            _lastWriteFault = null;
            return result;
        }
        catch (Exception exception) when (StorageFaults.Translate(exception) is { } fault)
        {
            _lastWriteFault = fault;
            Recover();
            throw Unavailable(fault);
        }
    }

    // It contains the provider's exception.
    private static StorageUnavailableException Unavailable(StorageUnavailableException fault) => fault;
}

/// <summary>Who waits for a write.</summary>
internal enum Urgency
{
    /// <summary>A person whose request was acknowledged already.</summary>
    Ordinary,

    /// <summary>An acknowledgement, for which a platform allows three seconds.</summary>
    Acknowledgement,
}
