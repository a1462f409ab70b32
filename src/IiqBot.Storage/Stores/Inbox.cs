using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IiqBot.Storage.Stores;

/// <summary>The inbox in a database.</summary>
internal sealed partial class Inbox(StorageDatabase database, TimeProvider time, ILogger<Inbox> logger) : IInbox
{
    private const int MostTries = 3;

    private readonly string _leaseDue = InboxSql.LeaseDue.Replace("/*skip locked*/", database.SkipLocked, StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        // The first request may be deleted between this insert and the look-up; then this one becomes the first.
        for (var tries = 1; ; tries++)
        {
            if (await InsertAsync(item, keys, cancellationToken) is { } stored)
                return stored;
            if (await FirstAsync(keys, cancellationToken) is { } first)
                return new(first, IsNew: false);
            if (tries == MostTries)
                throw new StorageUnavailableException(Texts.Busy);
        }
    }

    /// <inheritdoc />
    public Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken)
    {
        var (now, request, text) = (time.GetUtcNow(), StorageJson.Write(WorkRows.Wiped(item.Request)), StorageJson.Write(answer));
        return database.TransactAsync(
            async (context, token) =>
            {
                object[] values = [item.Id, item.Attempts, database.Owner, text, request, now.UtcTicks];
                var changed = await context.Database.ExecuteSqlRawAsync(InboxSql.Finish, values, token);
                if (changed > 0 && answer.IsFailure)
                    await context
                        .InboxKeys.Where(key => key.ItemId == item.Id && key.Key.Contains(IInbox.FormMark))
                        .ExecuteDeleteAsync(token);
                if (changed > 0)
                    await AddConsequencesAsync(context, consequences, now, token);
                return changed;
            },
            cancellationToken
        );
    }

    /// <inheritdoc />
    public Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // The lease stays until the person has the notice, so that no other replica runs the request meanwhile.
        var (owner, until) = ((Guid?)database.Owner, time.GetUtcNow() + IInbox.LeaseTime);
        WorkState[] before = [.. WorkStates.Before(WorkState.Waiting)];
        return database.WriteAsync(
            (context, token) =>
                Owned(context, item)
                    .Where(row => before.Contains(row.State))
                    .ExecuteUpdateAsync(
                        row =>
                            row.SetProperty(r => r.State, WorkState.Waiting)
                                .SetProperty(r => r.Due, due)
                                .SetProperty(r => r.LeaseOwner, r => r.Shown == null ? owner : null)
                                .SetProperty(r => r.LeasedUntil, r => r.Shown == null ? until : DateTimeOffset.MinValue),
                        token
                    ),
            cancellationToken
        );
    }

    /// <inheritdoc />
    public Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken) =>
        database.TransactAsync(
            async (context, token) =>
            {
                var forgotten = await Owned(context, item).ExecuteDeleteAsync(token);
                if (forgotten > 0)
                    await AddConsequencesAsync(context, new([], audit), time.GetUtcNow(), token);
                return forgotten;
            },
            cancellationToken
        );

    /// <inheritdoc />
    public Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken)
    {
        var (shown, told) = (where is null ? "" : StorageJson.Write(where), WorkRows.Told(item));
        return database.TransactAsync(
            async (context, token) =>
            {
                object[] values = [item.Id, item.Attempts, database.Owner, shown, told];
                var changed = await context.Database.ExecuteSqlRawAsync(InboxSql.Shown, values, token);
                if (card is not null)
                    await PostedCards.UpsertAsync(context, card, token);
                return changed;
            },
            cancellationToken
        );
    }

    /// <inheritdoc />
    public Task HandBackAsync(WorkItem item, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                Owned(context, item)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(r => r.LeaseOwner, (Guid?)null).SetProperty(r => r.LeasedUntil, DateTimeOffset.MinValue),
                        token
                    ),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + IInbox.LeaseTime;
        return await database.WriteAsync(
                (context, token) =>
                    Owned(context, item).Open().ExecuteUpdateAsync(row => row.SetProperty(r => r.LeasedUntil, until), token),
                cancellationToken
            ) > 0;
    }

    /// <inheritdoc />
    public async Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await database.ReadAsync(
                (context, token) => context.Inbox.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, token),
                cancellationToken
            )
        )?.ToItem();

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken) =>
        LeaseAsync(most, withWaiting: true, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken) =>
        LeaseAsync(most, withWaiting: false, cancellationToken);

    private async Task<IReadOnlyList<WorkItem>> LeaseAsync(int most, bool withWaiting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // Mostly nothing is due; then this read blocks no writer.
        var isAnyDue = await database.ReadAsync(
            (context, token) =>
                context
                    .Inbox.Open()
                    .AnyAsync(row => row.LeasedUntil <= now && (row.State != WorkState.Waiting || (withWaiting && row.Due <= now)), token),
            cancellationToken
        );
        if (!isAnyDue)
            return [];
        var leased = await database.WriteAsync(
            (context, token) =>
                context
                    .Inbox.FromSqlRaw(_leaseDue, now.UtcTicks, most, database.Owner, (now + IInbox.LeaseTime).UtcTicks, withWaiting ? 1 : 0)
                    .AsNoTracking()
                    .ToListAsync(token),
            cancellationToken
        );
        return [.. leased.OrderBy(row => row.Number).Select(ItemOf).OfType<WorkItem>()];
    }

    // A request from a newer version is left to that version, and does not hold up the others.
    private WorkItem? ItemOf(InboxRow row)
    {
        try
        {
            return row.ToItem();
        }
        catch (JsonException exception)
        {
            Log.NotReadable(logger, row.Reference, exception);
            return null;
        }
    }

    private async Task<Receipt?> InsertAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            var othersWait = await database.WriteAsync(
                (context, token) => WorkRows.InsertAsync(context, item, keys, database.Owner, time.GetUtcNow() + IInbox.LeaseTime, token),
                cancellationToken,
                Urgency.Acknowledgement
            );
            return new(item, IsNew: true, othersWait);
        }
        catch (Exception exception) when (StorageFaults.IsUniqueViolation(exception))
        {
            return null;
        }
    }

    private async Task<WorkItem?> FirstAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (
            await database.ReadAsync(
                (context, token) =>
                    context
                        .InboxKeys.Where(key => keys.Contains(key.Key))
                        .Join(context.Inbox.AsNoTracking(), key => key.ItemId, row => row.Id, (_, row) => row)
                        .OrderBy(row => row.Number)
                        .FirstOrDefaultAsync(token),
                cancellationToken
            )
        )?.ToItem();

    // Never touches another replica's lease, nor one that this process took later. While nobody leases an item, its last owner may still
    // write to it.
    private IQueryable<InboxRow> Owned(StorageContext context, WorkItem item) =>
        context.Inbox.Where(row =>
            row.Id == item.Id && row.Attempts == item.Attempts && (row.LeaseOwner == null || row.LeaseOwner == database.Owner)
        );

    private static async Task AddConsequencesAsync(
        StorageContext context,
        Consequences consequences,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await Outbox.InsertAsync(context, consequences.Deliveries, now, cancellationToken);
        if (consequences.Audit is { } audit)
            await AuditLog.InsertAsync(context, audit, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "This version cannot read the stored request {Reference}")]
        public static partial void NotReadable(ILogger logger, string reference, Exception exception);
    }
}
