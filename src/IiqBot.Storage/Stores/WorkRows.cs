using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>Converts stored requests to rows and back.</summary>
internal static class WorkRows
{
    /// <summary>Stores a new request, leased. Returns whether the person has other waiting requests.</summary>
    public static async Task<bool> InsertAsync(
        StorageContext context,
        WorkItem item,
        IReadOnlyList<string> keys,
        Guid owner,
        DateTimeOffset leasedUntil,
        CancellationToken cancellationToken
    )
    {
        // A fixed order prevents deadlocks between two replicas that store the same request.
        string[] ordered = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (actor, at) = (item.Request.Actor, item.ReceivedAt.UtcTicks);
        object[] values =
        [
            item.Id,
            item.Reference,
            actor.Platform,
            actor.Tenant,
            actor.UserId,
            StorageJson.Write(item.Request),
            at,
            owner,
            leasedUntil.UtcTicks,
            .. ordered,
        ];
        var waiting = await context.Database.SqlQueryRaw<int>(InboxSql.InsertWith(ordered.Length), values).ToListAsync(cancellationToken);
        return waiting[0] > 0;
    }

    /// <summary>Converts a row to a stored request.</summary>
    public static WorkItem ToItem(this InboxRow row) =>
        new(row.Id, StorageJson.Read<BotRequest>(row.Request), row.Reference, row.ReceivedAt)
        {
            State = row.State,
            Attempts = row.Attempts,
            Due = row.Due,
            Answer = row.Answer is null ? null : StorageJson.Read<BotResponse>(row.Answer),
            Shown = row.Shown is null || StorageJson.Read<PostedMessage>(row.Shown) is not { MessageId.Length: > 0 } shown ? null : shown,
            IsTold = row.Shown is not null,
        };

    /// <summary>Takes the place of the notice's message when no message of it stays: a message without an id.</summary>
    public static string Told(WorkItem item) => StorageJson.Write(new PostedMessage(item.Request.Conversation, ""));

    /// <summary>What remains of a finished request: who, where, what, and the ids, but nothing that a person wrote.</summary>
    public static BotRequest Wiped(BotRequest request) =>
        request with
        {
            Text = null,
            Arguments = Arguments.From(request.Arguments.Values.Where(argument => Guid.TryParse(argument.Value, out _))),
        };
}
