using IiqBot.Core.Durability;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Database;

/// <summary>
/// Stores and changes a request and rolls it back. Afterwards the bot knows that it can write, and the first person does not wait for
/// one-time set-up. It uses plain commands, as WorkRows does for requests, because EF Core's machinery for saving
/// changed rows would stay in memory for nothing.
/// </summary>
internal static class Rehearsal
{
    private const string Nobody = "rehearsal";

    // Larger than the gaps in a full file.
    private static readonly string Large = new(' ', 100_000);

    /// <summary>Runs the rehearsal; nothing of it stays.</summary>
    public static async Task RunAsync(StorageContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await WriteAsync(context, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>Writes a request, changes it and deletes it in the caller's transaction.</summary>
    public static async Task<int> WriteAsync(StorageContext context, CancellationToken cancellationToken)
    {
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO inbox (id, reference, platform, tenant, user_id, request, state, attempts, received_at, leased_until)
            VALUES ({id}, {Nobody}, {Nobody}, {Nobody}, {Nobody}, {Large}, {(int)WorkState.Received}, 1, 0, 0)
            """,
            cancellationToken
        );
        await context.Database.ExecuteSqlAsync($"INSERT INTO inbox_keys (key, item_id) VALUES ({key}, {id})", cancellationToken);
        await context.Database.ExecuteSqlAsync($"UPDATE inbox SET state = {(int)WorkState.Done} WHERE id = {id}", cancellationToken);
        return await context.Database.ExecuteSqlAsync($"DELETE FROM inbox WHERE id = {id}", cancellationToken);
    }
}
