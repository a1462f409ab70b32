using System.Runtime.CompilerServices;
using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>The audit log in a database, which itself rejects changes and deletions of entries.</summary>
internal sealed class AuditLog(StorageDatabase database) : IAuditLog
{
    private const int PageSize = 500;

    /// <inheritdoc />
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => InsertAsync(context, entry, token), cancellationToken);

    /// <inheritdoc />
    public async Task<AuditEntry?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var wanted = reference.ToUpperInvariant();
        var found = await database.ReadAsync(
            (context, token) =>
                context
                    .Audit.AsNoTracking()
                    .Where(row => row.Reference == wanted)
                    .OrderByDescending(row => row.Number)
                    .FirstOrDefaultAsync(token),
            cancellationToken
        );
        return found is null ? null : ToEntry(found);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (after, number) = (from, 0L);
        while (true)
        {
            var page = await database.ReadAsync(
                (context, token) =>
                    context
                        .Audit.AsNoTracking()
                        .Where(row => row.At < to && (row.At > after || (row.At == after && row.Number > number)))
                        .OrderBy(row => row.At)
                        .ThenBy(row => row.Number)
                        .Take(PageSize)
                        .ToListAsync(token),
                cancellationToken
            );
            foreach (var row in page)
                yield return ToEntry(row);
            if (page.Count < PageSize)
                yield break;
            (after, number) = (page[^1].At, page[^1].Number);
        }
    }

    /// <summary>Appends an entry in the caller's transaction. It holds ids, and nothing that names or quotes anybody.</summary>
    public static Task<int> InsertAsync(StorageContext context, AuditEntry entry, CancellationToken cancellationToken)
    {
        // A missing value is written as a placeholder that nothing has, because the database cannot infer the type of a null.
        var (who, where, nobody) = (entry.Who, entry.Where, Guid.Empty);
        return context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO audit (at, platform, tenant, user_id, person_id, verb, ticket_id, where_tenant, where_conversation, where_scope, where_thread, outcome, reference)
            VALUES ({entry.At.UtcTicks}, {who.Platform}, {who.Tenant}, {who.UserId}, NULLIF({entry.PersonId
                ?? nobody}, {nobody}), {entry.Verb},
                NULLIF({entry.TicketId ?? nobody}, {nobody}), {where.Tenant}, {where.Conversation}, {(int)where.Scope}, NULLIF({where.Thread
                ?? ""}, ''),
                {(int)entry.Outcome}, {entry.Reference})
            """,
            cancellationToken
        );
    }

    private static AuditEntry ToEntry(AuditRow row) =>
        new(
            row.At,
            new(row.Platform, row.Tenant, row.UserId),
            row.PersonId,
            row.Verb,
            row.TicketId,
            new(row.Platform, row.WhereTenant, row.WhereConversation, row.WhereScope) { Thread = row.WhereThread },
            row.Outcome,
            row.Reference
        );
}
