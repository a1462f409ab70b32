using System.Data.Common;
using IiqBot.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>The outcome of a stored request, as its row says.</summary>
/// <param name="State">The number of the state; from <see cref="Over"/> on the request is finished.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="IsFailed">Whether its answer says that it failed.</param>
internal sealed record StoredRequest(int State, string Reference, bool IsFailed)
{
    /// <summary>The first state of finished requests.</summary>
    public const int Over = 3;

    public bool IsOver => State >= Over;
}

/// <summary>The database of the service, read from outside.</summary>
internal abstract class Database
{
    private const string Requests =
        "SELECT k.key, i.state, i.reference, i.answer LIKE '%\"isFailure\":true%' FROM inbox_keys AS k JOIN inbox AS i ON i.id = k.item_id";
    private const string Owed = "SELECT count(*) FROM outbox WHERE state < 2 AND key NOT LIKE 'expire:%'";

    /// <summary>The settings with which the service uses it.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Every stored request by each of its keys.</summary>
    public async Task<IReadOnlyDictionary<string, StoredRequest>> RequestsAsync()
    {
        var found = new Dictionary<string, StoredRequest>(StringComparer.Ordinal);
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Requests;
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            found[rows.GetString(0)] = new(rows.GetInt32(1), rows.GetString(2), !rows.IsDBNull(3) && rows.GetBoolean(3));
        return found;
    }

    /// <summary>How many deliveries are still to be made, without redraws that are not due yet by design.</summary>
    public async Task<long> OwedAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Owed;
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    protected abstract Task<DbConnection> OpenAsync();
}

/// <summary>The SQLite file of one service.</summary>
internal sealed class SqliteDatabase : Database, IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("iiqbot-durability-").FullName;

    public string FilePath => Path.Combine(Folder, "iiqbot.db");

    public override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Storage__Provider"] = "Sqlite", ["Storage__DataFolder"] = Folder };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = FilePath,
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

/// <summary>A database on a PostgreSQL server.</summary>
internal sealed class PostgreSqlDatabase(string connectionString) : Database
{
    public override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Storage__Provider"] = "PostgreSql", ["Storage__ConnectionString"] = connectionString };

    public static async Task<PostgreSqlDatabase> CreateAsync(PostgreSqlServer server) => new(await server.CreateDatabaseAsync());

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
