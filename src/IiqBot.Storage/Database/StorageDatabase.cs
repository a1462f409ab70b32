using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>
/// The way to the tables. Every failure that means the storage cannot be used now leaves it as
/// <see cref="StorageUnavailableException"/>.
/// </summary>
internal abstract class StorageDatabase(StorageReadiness readiness)
{
    private volatile StorageUnavailableException? _lastWriteFault;

    /// <summary>Who leases in this process's name; no two processes share it.</summary>
    public Guid Owner { get; } = Guid.NewGuid();

    /// <summary>Why the last write failed; null when it succeeded.</summary>
    public StorageUnavailableException? LastWriteFault => _lastWriteFault;

    /// <summary>What an SQL query for rows to lease ends with, so that two replicas pick different ones.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Within a transaction, waits until no other replica leases.</summary>
    public abstract Task TakeTurnAsync(StorageContext context, CancellationToken cancellationToken);

    /// <summary>A context of one's own.</summary>
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

    /// <summary>Writes with one command, or one saving of changes: it is committed by itself.</summary>
    public Task<T> WriteAsync<T>(
        Func<StorageContext, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken,
        Urgency urgency = Urgency.Ordinary
    ) => GuardAsync(() => CommitAsync(write, isOneCommand: true, urgency, cancellationToken), cancellationToken);

    /// <summary>Writes with several commands: all of it is committed, or nothing.</summary>
    public Task<T> TransactAsync<T>(Func<StorageContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        GuardAsync(() => CommitAsync(write, isOneCommand: false, Urgency.Ordinary, cancellationToken), cancellationToken);

    /// <summary>Tries whether writing works; nothing of it stays.</summary>
    /// <exception cref="StorageUnavailableException">It does not.</exception>
    public Task TryWritingAsync(CancellationToken cancellationToken) => TransactAsync(Rehearsal.WriteAsync, cancellationToken);

    /// <summary>Sees to it that nothing of what was deleted stays on the disk. A server does that by itself, in its own time.</summary>
    public virtual Task WipeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Brings the tables up to date, and tries them out.</summary>
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
            // A connection that was opened to a file that could only be read stays so when the file can be written again.
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

    /// <summary>Gives up the connections that are open, because what they lead to may be gone.</summary>
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

    // The provider's exception is inside it.
    private static StorageUnavailableException Unavailable(StorageUnavailableException fault) => fault;
}

/// <summary>Who waits for a write.</summary>
internal enum Urgency
{
    /// <summary>Somebody who was acknowledged already.</summary>
    Ordinary,

    /// <summary>An acknowledgement, for which a platform leaves three seconds.</summary>
    Acknowledgement,
}
