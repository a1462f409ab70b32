using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IiqBot.Storage.Stores;

/// <summary>The outbox in a database.</summary>
internal sealed partial class Outbox(StorageDatabase database, TimeProvider time, ILogger<Outbox> logger) : IOutbox
{
    // The oldest due delivery of each conversation, unless one of that conversation is leased.
    private static readonly string LeaseDue = $$"""
        WITH due AS MATERIALIZED (
            SELECT o.number FROM outbox AS o
            WHERE o.{{StateSql.IsOwed}} AND o.due <= {0} AND o.leased_until <= {0} AND NOT EXISTS (
                SELECT 1 FROM outbox AS b
                WHERE b.{{StateSql.IsOwed}} AND b.platform = o.platform AND b.tenant = o.tenant AND b.conversation = o.conversation
                    AND (b.leased_until > {0} OR (b.number < o.number AND b.due <= {0})))
            ORDER BY o.due, o.number LIMIT {1} /*skip locked*/)
        UPDATE outbox SET state = {{StateSql.Of(DeliveryState.Leased)}}, lease_owner = {2}, leased_until = {3}
        WHERE number IN (SELECT number FROM due) RETURNING *
        """;

    private readonly string _leaseDue = LeaseDue.Replace("/*skip locked*/", database.SkipLocked, StringComparison.Ordinal);

    /// <inheritdoc />
    public Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        deliveries.Count == 0
            ? Task.CompletedTask
            : database.TransactAsync((context, token) => InsertAsync(context, deliveries, time.GetUtcNow(), token), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Delivery>> LeaseDueAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAnyDue = await database.ReadAsync(
            (context, token) =>
                context.Outbox.AnyAsync(row => row.State < DeliveryState.Dead && row.Due <= now && row.LeasedUntil <= now, token),
            cancellationToken
        );
        if (!isAnyDue)
            return [];
        var leased = await database.TransactAsync(
            async (context, token) =>
            {
                // One replica at a time looks for due deliveries, so that two never pick from the same conversation.
                await database.TakeTurnAsync(context, token);
                return await context
                    .Outbox.FromSqlRaw(_leaseDue, now.UtcTicks, most, database.Owner, (now + IInbox.LeaseTime).UtcTicks)
                    .AsNoTracking()
                    .ToListAsync(token);
            },
            cancellationToken
        );
        return [.. leased.OrderBy(row => row.Due).ThenBy(row => row.Number).Select(DeliveryOf).OfType<Delivery>()];
    }

    /// <inheritdoc />
    public Task DoneAsync(Delivery delivery, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => Owned(context, delivery).ExecuteDeleteAsync(token), cancellationToken);

    /// <inheritdoc />
    public async Task RetryAsync(Delivery delivery, DeliveryOutcome outcome, DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                (context, token) =>
                    Owned(context, delivery)
                        .ExecuteUpdateAsync(
                            row =>
                                row.SetProperty(r => r.State, DeliveryState.Waiting)
                                    .SetProperty(r => r.Delivery, StoredDelivery.Write(delivery))
                                    .SetProperty(r => r.Attempts, r => r.Attempts + 1)
                                    .SetProperty(r => r.LastOutcome, outcome)
                                    .SetProperty(r => r.Due, due)
                                    .SetProperty(r => r.LeaseOwner, (Guid?)null)
                                    .SetProperty(r => r.LeasedUntil, DateTimeOffset.MinValue)
                                    .SetProperty(r => r.UpdatedAt, time.GetUtcNow()),
                            token
                        ),
                cancellationToken
            );
        }
        catch (Exception exception) when (StorageFaults.IsUniqueViolation(exception))
        {
            // A newer delivery for the same purpose is waiting already and replaces this one.
            await DoneAsync(delivery, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task BuryAsync(Delivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                Owned(context, delivery)
                    .ExecuteUpdateAsync(
                        row =>
                            row.SetProperty(r => r.State, DeliveryState.Dead)
                                .SetProperty(r => r.Attempts, r => r.Attempts + 1)
                                .SetProperty(r => r.LastOutcome, outcome)
                                .SetProperty(r => r.LeaseOwner, (Guid?)null)
                                .SetProperty(r => r.LeasedUntil, DateTimeOffset.MinValue)
                                .SetProperty(r => r.UpdatedAt, time.GetUtcNow()),
                        token
                    ),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<IReadOnlyList<Delivery>> DeadAsync(int most, CancellationToken cancellationToken)
    {
        var dead = await database.ReadAsync(
            (context, token) =>
                context
                    .Outbox.AsNoTracking()
                    .Where(row => row.State == DeliveryState.Dead)
                    .OrderByDescending(row => row.UpdatedAt)
                    .ThenByDescending(row => row.Number)
                    .Take(most)
                    .ToListAsync(token),
            cancellationToken
        );
        return [.. dead.Select(DeliveryOf).OfType<Delivery>()];
    }

    /// <inheritdoc />
    public async Task<bool> ResendAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                    (context, token) =>
                        Dead(context, id)
                            .ExecuteUpdateAsync(
                                row =>
                                    row.SetProperty(r => r.State, DeliveryState.Waiting)
                                        .SetProperty(r => r.Attempts, 0)
                                        .SetProperty(r => r.Due, time.GetUtcNow())
                                        .SetProperty(r => r.UpdatedAt, time.GetUtcNow()),
                                token
                            ),
                    cancellationToken
                ) > 0;
        }
        catch (Exception exception) when (StorageFaults.IsUniqueViolation(exception))
        {
            // The same delivery is waiting again already.
            return await database.WriteAsync((context, token) => Dead(context, id).ExecuteDeleteAsync(token), cancellationToken) > 0;
        }
    }

    /// <summary>Stores deliveries in the caller's transaction. It skips those whose key is waiting already.</summary>
    public static async Task<int> InsertAsync(
        StorageContext context,
        IReadOnlyList<Delivery> deliveries,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var stored = 0;
        foreach (var delivery in deliveries.OrderBy(delivery => delivery.Key, StringComparer.Ordinal))
        {
            // A missing outcome is written as a number that no outcome has, because the database cannot infer the type of a null.
            stored += await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO outbox (id, key, platform, tenant, conversation, delivery, state, attempts, last_outcome, due, leased_until, updated_at)
                VALUES ({delivery.Id}, {delivery.Key}, {delivery.To.Platform}, {delivery.To.Tenant}, {delivery.To.Conversation}, {StoredDelivery.Write(
                    delivery
                )}, {(int)(delivery.IsGivenUp ? DeliveryState.Dead : DeliveryState.Waiting)},
                    {delivery.Attempts}, NULLIF({(int?)delivery.LastOutcome ?? -1}, -1), {delivery.Due.UtcTicks}, 0, {now.UtcTicks})
                ON CONFLICT DO NOTHING
                """,
                cancellationToken
            );
        }

        return stored;
    }

    private IQueryable<OutboxRow> Owned(StorageContext context, Delivery delivery) =>
        context.Outbox.Where(row => row.Id == delivery.Id && row.State == DeliveryState.Leased && row.LeaseOwner == database.Owner);

    private static IQueryable<OutboxRow> Dead(StorageContext context, Guid id) =>
        context.Outbox.Where(row => row.Id == id && row.State == DeliveryState.Dead);

    // A delivery from a newer version is left to that version, and does not hold up the others.
    private Delivery? DeliveryOf(OutboxRow row)
    {
        try
        {
            return ToDelivery(row);
        }
        catch (JsonException exception)
        {
            Log.NotReadable(logger, row.Id, exception);
            return null;
        }
    }

    private static Delivery ToDelivery(OutboxRow row) =>
        StoredDelivery.Read(row.Delivery) with
        {
            Due = row.Due,
            Attempts = row.Attempts,
            LastOutcome = row.LastOutcome,
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "This version cannot read delivery {Id}")]
        public static partial void NotReadable(ILogger logger, Guid id, Exception exception);
    }
}
