using IiqBot.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Database;

/// <summary>
/// Stores and changes a request and takes it back: afterwards it is known that the storage can be written, and the first
/// person does not wait for what only the first write has to make ready.
/// </summary>
internal static class Rehearsal
{
    private const string Nobody = "rehearsal";

    // Larger than what gaps in a full file still have room for.
    private static readonly string Large = new(' ', 100_000);

    /// <summary>Rehearses; nothing of it stays.</summary>
    public static async Task RunAsync(StorageContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await WriteAsync(context, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }

    /// <summary>Writes a request, changes it and deletes it, within the caller's transaction.</summary>
    public static async Task<int> WriteAsync(StorageContext context, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        context.Add(new InboxRow
        {
            Id = id,
            Reference = Nobody,
            Platform = Nobody,
            Tenant = Nobody,
            UserId = Nobody,
            Request = Large,
            Keys = [new() { Key = id.ToString(), ItemId = id }],
        });
        await context.SaveChangesAsync(cancellationToken);
        await context.Inbox.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, WorkState.Done), cancellationToken);
        return await context.Inbox.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
    }
}
