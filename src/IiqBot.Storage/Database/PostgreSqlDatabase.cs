using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Npgsql;

namespace IiqBot.Storage.Database;

/// <summary>A PostgreSQL server that several replicas share.</summary>
internal sealed class PostgreSqlDatabase : StorageDatabase, IAsyncDisposable
{
    private const int MostConnections = 24;
    private const int Statements = 64;

    // How soon the server releases what a replica held whose machine vanished; the server's own default is two hours.
    private const string DeadPeers = "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
    private const long Turn = 0x49_49_51_42_6F_74; // this program's own key among the server's advisory locks
    private readonly NpgsqlDataSource _source;
    private readonly PooledDbContextFactory<PostgreSqlContext> _contexts;

    public PostgreSqlDatabase(IOptions<StorageOptions> options, StorageReadiness readiness)
        : base(readiness)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString);
        var given = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString).Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("Maximum Pool Size"))
            connection.MaxPoolSize = MostConnections;
        if (!given.Contains("Max Auto Prepare"))
            connection.MaxAutoPrepare = Statements;
        if (!given.Contains("Options"))
            connection.Options = DeadPeers;
        _source = NpgsqlDataSource.Create(connection);
        _contexts = new(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql(_source).Options);
    }

    /// <inheritdoc />
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <inheritdoc />
    public override Task TakeTurnAsync(StorageContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellationToken);

    /// <inheritdoc />
    public override StorageContext CreateContext() => _contexts.CreateDbContext();

    /// <summary>Opens a connection that belongs to the caller.</summary>
    /// <remarks>
    /// Not Npgsql's type: EF Core looks at every class here for migrations, and one that keeps it would load Npgsql for a SQLite file.
    /// </remarks>
    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        ((DbDataSource)_source).OpenConnectionAsync(cancellationToken);

    /// <summary>Creates a query about one of the server's advisory locks.</summary>
    /// <param name="connection">The session that it is about.</param>
    /// <param name="question">The query, in SQL, with the lock's key as <c>$1</c>.</param>
    /// <param name="key">The key.</param>
    public static DbCommand AboutLock(DbConnection connection, string question, long key) =>
        new NpgsqlCommand(question, (NpgsqlConnection)connection) { Parameters = { new() { Value = key } } };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // Of several replicas that start at once, one migrates. EF's own lock comes too late, because its table must exist first.
        await using var connection = await OpenAsync(cancellationToken);
        await using var enter = AboutLock(connection, "SELECT pg_advisory_lock($1)", Turn);
        await enter.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            await using var context = CreateContext();
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await using var leave = AboutLock(connection, "SELECT pg_advisory_unlock($1)", Turn);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    protected override async Task<T> CommitAsync<T>(
        Func<StorageContext, CancellationToken, Task<T>> write,
        bool isOneCommand,
        Urgency urgency,
        CancellationToken cancellationToken
    )
    {
        await using var context = CreateContext();
        if (isOneCommand)
            return await write(context, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await write(context, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    protected override void Recover() => _source.Clear();
}
