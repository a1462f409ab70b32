using System.Linq.Expressions;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <content>A person's waiting requests.</content>
internal sealed partial class Inbox
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(
            (context, token) => context.Inbox.AsNoTracking().Where(IsWaitingOf(person)).OrderBy(row => row.Number).ToListAsync(token),
            cancellationToken
        );
        return [.. waiting.Select(WorkRows.ToItem)];
    }

    /// <inheritdoc />
    public async Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken) =>
        await database.TransactAsync(
            async (context, token) =>
            {
                var now = time.GetUtcNow();
                var free = context.Inbox.Where(IsWaitingOf(person)).Where(row => row.Id == id && row.LeasedUntil <= now);
                if (await free.AsNoTracking().FirstOrDefaultAsync(token) is not { } found)
                    return false;
                var wiped = StorageJson.Write(WorkRows.Wiped(found.ToItem().Request));
                var changed = await free.ExecuteUpdateAsync(
                    row =>
                        row.SetProperty(r => r.State, WorkState.Withdrawn)
                            .SetProperty(r => r.Request, wiped)
                            .SetProperty(r => r.Due, (DateTimeOffset?)null)
                            .SetProperty(r => r.FinishedAt, now),
                    token
                );
                if (changed > 0)
                    await AddConsequencesAsync(context, new([], audit), now, token);
                return changed > 0;
            },
            cancellationToken
        );

    private static Expression<Func<InboxRow, bool>> IsWaitingOf(Actor person) =>
        row =>
            row.State == WorkState.Waiting && row.Platform == person.Platform && row.Tenant == person.Tenant && row.UserId == person.UserId;
}
