using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace IiqBot.Storage.Database;

/// <summary>
/// One SQLite file for one process. SQLite allows one writer at a time, so writers queue here instead of waiting for each other's locks.
/// Writes that queue together are committed together, with one wait for the disk. Writes that an acknowledgement waits for go before
/// others, but cannot hold them up for ever.
/// </summary>
internal sealed class SqliteDatabase : StorageDatabase, IAsyncDisposable
{
    private const int MostTogether = 64;
    private const string Savepoint = "job";
    private const int MostOvertaken = 256;
    private const int MostWipes = 50;
    private static readonly string EndLeasesOfRequests =
        $"UPDATE inbox SET leased_until = 0 WHERE {StateSql.IsOpen} AND leased_until > 0 AND lease_owner <> {{0}}";
    private static readonly string EndLeasesOfDeliveries =
        $"UPDATE outbox SET leased_until = 0 WHERE {StateSql.IsOwed} AND leased_until > 0 AND lease_owner <> {{0}}";
    private static readonly TimeSpan WipePause = TimeSpan.FromMilliseconds(50);
    private readonly Channel<WriteJob> _jobs = Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<WriteJob> { SingleReader = true, Comparer = WriteJob.InTurn }
    );
    private readonly SqliteConnection _connection;
    private readonly PooledDbContextFactory<SqliteContext> _contexts;
    private readonly Task _writer;
    private long _queued;
    private StorageContext? _writing; // only the writer's loop uses it
    private bool _hasWritten;

    public SqliteDatabase(SqliteFile file, StorageReadiness readiness)
        : base(readiness)
    {
        _connection = new(file.ConnectionString);
        _contexts = new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(file.ConnectionString).Options);
        _writer = Task.Run(WriteAllAsync);
    }

    /// <inheritdoc />
    public override string SkipLocked => "";

    /// <inheritdoc />
    public override Task TakeTurnAsync(StorageContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override StorageContext CreateContext() => _contexts.CreateDbContext();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _writer;
        await GiveUpWriterAsync();
        if (_hasWritten)
            await WipeAsync(CancellationToken.None);
        SqliteConnection.ClearPool(_connection);
        await _connection.DisposeAsync();
    }

    /// <summary>
    /// Moves the write-ahead log into the file and empties it, because it still holds deleted data. It waits for current readers; if that
    /// takes more than a few seconds, it tries again the next time.
    /// </summary>
    public override async Task WipeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = CreateContext();
            await context.Database.OpenConnectionAsync(cancellationToken);
            for (var tries = 1; !await IsWipedAsync(context, cancellationToken) && tries < MostWipes; tries++)
                await Task.Delay(WipePause, TimeProvider.System, cancellationToken); // readers are busy just now, whatever the clock says
        }
        catch (SqliteException exception) when (StorageFaults.Translate(exception) is not null)
        {
            // The next write reports the fault; it must not make a shutdown fail.
        }
    }

    // Each attempt is short, because writers wait meanwhile. If somebody was in the way, SQLite returns a row and no error.
    private static async Task<bool> IsWipedAsync(StorageContext context, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 50; PRAGMA wal_checkpoint(TRUNCATE)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetInt32(0) == 0;
    }

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON", cancellationToken);

        // A read-only file is still readable when it is up to date.
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);

            // If the process crashes during a migration, EF's lock stays in the file, and EF then waits for ever. No other process can be
            // migrating, because this one owns the file (SqliteFile).
            await context.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }

        // Whoever held a lease before this process has ended, so nobody has to wait for that lease to expire.
        await context.Database.ExecuteSqlRawAsync(EndLeasesOfRequests, [Owner], cancellationToken);
        await context.Database.ExecuteSqlRawAsync(EndLeasesOfDeliveries, [Owner], cancellationToken);
        await ForgetOldRestsAsync(context, cancellationToken);
    }

    // Versions that did not mark the file did not overwrite deleted data either. This removes all of that, once.
    private async Task ForgetOldRestsAsync(StorageContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (
                await context
                    .Database.SqlQuery<long>($"SELECT user_version AS Value FROM pragma_user_version")
                    .SingleAsync(cancellationToken) > 0
            )
                return;
            await context.Database.ExecuteSqlAsync($"VACUUM", cancellationToken);
            await context.Database.ExecuteSqlAsync($"PRAGMA user_version = 1", cancellationToken);
            await WipeAsync(cancellationToken);
        }
        catch (SqliteException exception) when (StorageFaults.Translate(exception) is not null)
        {
            // VACUUM needs disk space beside the file for a moment. Without it the bot works all the same, and the next start tries again.
        }
    }

    protected override Task<T> CommitAsync<T>(
        Func<StorageContext, CancellationToken, Task<T>> write,
        bool isOneCommand,
        Urgency urgency,
        CancellationToken cancellationToken
    )
    {
        var place = Interlocked.Increment(ref _queued) - (urgency == Urgency.Acknowledgement ? MostOvertaken : 0);
        var job = new WriteJob<T>(write, place, cancellationToken);
        ObjectDisposedException.ThrowIf(!_jobs.Writer.TryWrite(job), this);
        return job.Outcome;
    }

    protected override void Recover() => SqliteConnection.ClearPool(_connection);

    private async Task WriteAllAsync()
    {
        var together = new List<WriteJob>();
        while (await _jobs.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < MostTogether && _jobs.Reader.TryRead(out var job))
                together.Add(job);
            await CommitAsync(together);
        }
    }

    private async Task CommitAsync(List<WriteJob> together)
    {
        try
        {
            var context = await WriterAsync();
            await using var transaction = await context.Database.BeginTransactionAsync();
            foreach (var job in together)
            {
                await RunAsync(job, context, transaction, isAlone: together.Count == 1);
                context.ChangeTracker.Clear();
            }

            await transaction.CommitAsync();
            foreach (var job in together)
                job.Succeed();
        }
        catch (Exception exception)
        {
            // The exception is not lost: the callers that wait for these jobs get it.
            foreach (var job in together)
                job.Fail(exception);
            if (StorageFaults.Translate(exception) is not null)
                await GiveUpWriterAsync();
        }
    }

    // Rolls back a failed job alone, so that the others do not suffer. A job that is alone takes the whole transaction with it.
    private static async Task RunAsync(WriteJob job, StorageContext context, IDbContextTransaction transaction, bool isAlone)
    {
        if (isAlone)
        {
            await job.RunAsync(context);
            return;
        }

        await transaction.CreateSavepointAsync(Savepoint);
        try
        {
            await job.RunAsync(context);
        }
        catch (Exception exception)
        {
            job.Fail(exception);
            await transaction.RollbackToSavepointAsync(Savepoint);
        }

        await transaction.ReleaseSavepointAsync(Savepoint);
    }

    // The writer keeps its connection open, because opening and configuring one costs as much as a small transaction.
    private async Task<StorageContext> WriterAsync()
    {
        if (_writing is { } open)
            return open;
        var context = CreateContext();
        context.Database.AutoSavepointsEnabled = false; // jobs that need a savepoint have one already
        await context.Database.OpenConnectionAsync();

        // A commit reaches the disk even when the power fails. Deleted data is overwritten.
        await context.Database.ExecuteSqlAsync(
            $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"
        );
        _hasWritten = true;
        return _writing = context;
    }

    // After a storage fault the writer opens a new connection, because the file may be gone.
    private async Task GiveUpWriterAsync()
    {
        if (_writing is not { } given)
            return;
        _writing = null;
        await given.DisposeAsync();
    }
}
