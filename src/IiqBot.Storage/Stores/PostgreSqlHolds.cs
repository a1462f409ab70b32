using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Storage.Database;

namespace IiqBot.Storage.Stores;

/// <summary>
/// Holds among all replicas, as advisory locks of PostgreSQL. One session has all of this process's holds. The server releases them when
/// the session ends, which happens at the latest with the process.
/// </summary>
internal sealed class PostgreSqlHolds(PostgreSqlDatabase database, TimeProvider time) : IHolds, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    // A session does not wait for itself, so this makes holds of the same process wait for each other.
    private readonly ProcessHolds _here = new();
    private readonly SemaphoreSlim _speaking = new(1, 1);
    private DbConnection? _session;

    /// <inheritdoc />
    public async Task<IAsyncDisposable> HoldAsync(string name, CancellationToken cancellationToken)
    {
        var here = await _here.HoldAsync(name, cancellationToken);
        try
        {
            var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            for (var pause = FirstPause; !await AskAsync("SELECT pg_try_advisory_lock($1)", key, cancellationToken); pause = Longer(pause))
                await Task.Delay(pause, time, cancellationToken);
            return new Hold(this, here, key);
        }
        catch (Exception exception)
        {
            await here.DisposeAsync();
            if (StorageFaults.Translate(exception) is { } fault)
                throw fault;
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _speaking.Dispose();
        _here.Dispose();
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async Task<bool> AskAsync(string question, long key, CancellationToken cancellationToken)
    {
        await _speaking.WaitAsync(cancellationToken);
        try
        {
            var session = await SessionAsync(cancellationToken);
            await using var command = PostgreSqlDatabase.AboutLock(session, question, key);

            // Never cancel this: a lock that the server granted and nobody noticed would be held for ever.
            return await command.ExecuteScalarAsync(CancellationToken.None) is true;
        }
        finally
        {
            _speaking.Release();
        }
    }

    private async Task<DbConnection> SessionAsync(CancellationToken cancellationToken)
    {
        if (_session is { State: ConnectionState.Open })
            return _session;
        if (_session is not null)
            await _session.DisposeAsync();
        return _session = await database.OpenAsync(cancellationToken);
    }

    private sealed class Hold(PostgreSqlHolds holds, IAsyncDisposable here, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await holds.AskAsync("SELECT pg_advisory_unlock($1)", key, CancellationToken.None);
            }
            catch (DbException)
            {
                // The session broke, so the server has released the lock.
            }
            finally
            {
                await here.DisposeAsync();
            }
        }
    }
}
