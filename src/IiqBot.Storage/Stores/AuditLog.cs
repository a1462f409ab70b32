using System.Runtime.CompilerServices;
using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>The audit log in a database, which itself refuses to change or delete an entry.</summary>
internal sealed class AuditLog(StorageDatabase database) : IAuditLog
{
    private const int PageSize = 500;

    /// <inheritdoc />
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        async (context, token) =>
        {
            context.Add(ToRow(entry));
            return await context.SaveChangesAsync(token);
        },
        cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<AuditEntry> ReadAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, number) = (from, 0L);
        while (true)
        {
            var page = await database.ReadAsync(
                (context, token) => context.Audit.AsNoTracking()
                    .Where(row => row.At < to && (row.At > after || (row.At == after && row.Number > number)))
                    .OrderBy(row => row.At).ThenBy(row => row.Number).Take(PageSize).ToListAsync(token),
                cancellationToken);
            foreach (var row in page) yield return ToEntry(row);
            if (page.Count < PageSize) yield break;
            (after, number) = (page[^1].At, page[^1].Number);
        }
    }

    /// <summary>An entry as a row: ids, and nothing that names or quotes anybody.</summary>
    public static AuditRow ToRow(AuditEntry entry) => new()
    {
        At = entry.At,
        Platform = entry.Who.Platform,
        Tenant = entry.Who.Tenant,
        UserId = entry.Who.UserId,
        PersonId = entry.PersonId,
        Verb = entry.Verb,
        TicketId = entry.TicketId,
        WhereTenant = entry.Where.Tenant,
        WhereConversation = entry.Where.Conversation,
        WhereScope = entry.Where.Scope,
        WhereThread = entry.Where.Thread,
        Outcome = entry.Outcome,
        Reference = entry.Reference,
    };

    private static AuditEntry ToEntry(AuditRow row) => new(
        row.At,
        new(row.Platform, row.Tenant, row.UserId),
        row.PersonId,
        row.Verb,
        row.TicketId,
        new(row.Platform, row.WhereTenant, row.WhereConversation, row.WhereScope) { Thread = row.WhereThread },
        row.Outcome,
        row.Reference);
}
