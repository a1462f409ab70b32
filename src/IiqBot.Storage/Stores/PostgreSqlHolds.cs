using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using Npgsql;

namespace IiqBot.Storage.Stores;

/// <summary>
/// Holds among all replicas: session-level advisory locks of PostgreSQL, each on a connection of its own. The server releases
/// them when the connection ends, and that ends with the process.
/// </summary>
internal sealed class PostgreSqlHolds(PostgreSqlDatabase database, TimeProvider time) : IHolds, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    // Who waits for somebody in this very process needs no connection for that.
    private readonly MemoryHolds _here = new();

    /// <inheritdoc />
    public async Task<IAsyncDisposable> HoldAsync(string name, CancellationToken cancellationToken)
    {
        var here = await _here.HoldAsync(name, cancellationToken);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken);
            var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            for (var pause = FirstPause; !await TryLockAsync(connection, key, cancellationToken); pause = Longer(pause))
                await Task.Delay(pause, time, cancellationToken);
            return new Hold(here, connection, key);
        }
        catch (Exception exception)
        {
            if (connection is not null) await connection.DisposeAsync();
            await here.DisposeAsync();
            if (StorageFaults.Translate(exception) is { } fault) throw fault;
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _here.Dispose();

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = key } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private sealed class Hold(IAsyncDisposable here, NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = key } } };
                await command.ExecuteScalarAsync();
            }
            catch (NpgsqlException)
            {
                // The connection broke, and with it the server let go of the lock.
            }
            finally
            {
                await connection.DisposeAsync();
                await here.DisposeAsync();
            }
        }
    }
}
