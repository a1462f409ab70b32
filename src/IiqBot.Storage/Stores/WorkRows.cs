using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;
using Microsoft.EntityFrameworkCore;

namespace IiqBot.Storage.Stores;

/// <summary>Stored requests as rows, and back.</summary>
internal static class WorkRows
{
    // One command, because this comes before each acknowledgement.
    private const string Insert = """
        INSERT INTO inbox (id, reference, platform, tenant, user_id, request, state, attempts, received_at, lease_owner, leased_until)
        VALUES ({0}, {1}, {2}, {3}, {4}, {5}, 0, 1, {6}, {7}, {8});
        """;

    private const string OthersWait = """
        SELECT COUNT(*) AS "Value" FROM (SELECT 1 FROM inbox WHERE state = 1 AND platform = {2} AND tenant = {3} AND user_id = {4} LIMIT 1) AS waiting
        """;

    private static string InsertWith(int keys) =>
        Insert
        + string.Concat(Enumerable.Range(9, keys).Select(key => $$"""INSERT INTO inbox_keys (key, item_id) VALUES ({{{key}}}, {0});"""))
        + OthersWait;

    /// <summary>Stores a new request, leased; says whether others of the same person wait.</summary>
    public static async Task<bool> InsertAsync(
        StorageContext context,
        WorkItem item,
        IReadOnlyList<string> keys,
        Guid owner,
        DateTimeOffset leasedUntil,
        CancellationToken cancellationToken
    )
    {
        // In one order, so that two replicas that store the same request never wait for each other in a circle.
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
        var waiting = await context.Database.SqlQueryRaw<int>(InsertWith(ordered.Length), values).ToListAsync(cancellationToken);
        return waiting[0] > 0;
    }

    /// <summary>A row as a stored request.</summary>
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

    /// <summary>
    /// Stands where the notice's message stands otherwise, when the person was told by none that stays: a message without an id.
    /// </summary>
    public static string Told(WorkItem item) => StorageJson.Write(new PostedMessage(item.Request.Conversation, ""));

    /// <summary>What is kept of a request that is over: who, where, what, and the ids; nothing that somebody wrote.</summary>
    public static BotRequest Wiped(BotRequest request) =>
        request with
        {
            Text = null,
            Arguments = Arguments.From(request.Arguments.Values.Where(argument => Guid.TryParse(argument.Value, out _))),
        };
}
