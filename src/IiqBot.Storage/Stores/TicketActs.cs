using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage.Stores;

/// <summary>The recent changes of tickets, with who made them, in a database.</summary>
internal sealed class TicketActs(StorageDatabase database, IOptions<StorageOptions> options, TimeProvider time) : ITicketActs
{
    private const int MostPerTicket = 20;
    private const int MostRecent = 1000;

    /// <inheritdoc />
    public Task AddAsync(TicketAct act, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                context.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO ticket_acts (id, ticket_id, act, stored_at)
                    VALUES ({act.Id}, {act.TicketId}, {StorageJson.Write(act)}, {time.GetUtcNow().UtcTicks})
                    ON CONFLICT DO NOTHING
                    """,
                    token
                ),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketAct>> SinceAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var latest = await database.ReadAsync(
            (context, token) =>
                context
                    .TicketActs.OrderByDescending(row => row.Number)
                    .Take(MostRecent)
                    .Where(row => row.StoredAt >= time)
                    .OrderByDescending(row => row.Number)
                    .Select(row => row.Act)
                    .ToListAsync(token),
            cancellationToken
        );
        return [.. latest.AsEnumerable().Reverse().Select(StorageJson.Read<TicketAct>)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketAct>> OnAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - options.Value.Retention.TicketActs;
        var latest = await database.ReadAsync(
            (context, token) =>
                context
                    .TicketActs.Where(row => row.TicketId == ticketId && row.StoredAt > oldest)
                    .OrderByDescending(row => row.Number)
                    .Take(MostPerTicket)
                    .Select(row => row.Act)
                    .ToListAsync(token),
            cancellationToken
        );
        return [.. latest.AsEnumerable().Reverse().Select(StorageJson.Read<TicketAct>)];
    }
}
