using IiqBot.Core.Durability;
using IiqBot.Storage.Database;

namespace IiqBot.Storage.Stores;

/// <summary>The SQL texts of the inbox.</summary>
internal static class InboxSql
{
    // Never touches another replica's lease, nor one that this process took later. While nobody leases an item, its last owner may still
    // write to it.
    private const string IsOwned = "id = {0} AND attempts = {1} AND (lease_owner IS NULL OR lease_owner = {2})";

    /// <summary>
    /// Leases up to {1} open requests at the time {0}, for the owner {2} until {3}; waiting ones only if {4} is 1. It skips rows that
    /// another replica is just leasing, and takes only the oldest waiting request of each person. The plus sign keeps SQLite from reading
    /// all rows in the order of their numbers: few are open, and those have an index.
    /// </summary>
    public static readonly string LeaseDue = $$"""
        WITH due AS MATERIALIZED (
            SELECT i.number FROM inbox AS i
            WHERE i.{{StateSql.IsOpen}} AND i.leased_until <= {0} AND (NOT i.{{StateSql.IsWaiting}} OR ({4} = 1 AND i.due <= {0} AND NOT EXISTS (
                SELECT 1 FROM inbox AS o
                WHERE o.{{StateSql.IsWaiting}} AND o.platform = i.platform AND o.tenant = i.tenant AND o.user_id = i.user_id
                    AND o.number < i.number)))
            ORDER BY +i.number LIMIT {1} /*skip locked*/)
        UPDATE inbox SET lease_owner = {2}, leased_until = {3}, attempts = attempts + 1
        WHERE number IN (SELECT number FROM due) RETURNING *
        """;

    /// <summary>Finishes an item with the answer {3} at the time {5}. The request shrinks to {4}.</summary>
    public static readonly string Finish = $$"""
        UPDATE inbox SET state = {{StateSql.Of(WorkState.Answered)}}, answer = {3}, request = {4}, due = NULL, finished_at = {5}
        WHERE {{IsOwned}} AND {{StateSql.MayBecome(WorkState.Answered)}}
        """;

    /// <summary>
    /// Records that the message {3} shows an item. If that is empty, a waiting item gets {4}, because the person was notified. An answered
    /// item is done.
    /// </summary>
    public static readonly string Shown = $$"""
        UPDATE inbox SET
            shown = COALESCE(NULLIF({3}, ''), shown, CASE WHEN {{StateSql.IsWaiting}} THEN {4} END),
            lease_owner = CASE WHEN {{StateSql.IsWaiting}} THEN NULL ELSE lease_owner END,
            leased_until = CASE WHEN {{StateSql.IsWaiting}} THEN 0 ELSE leased_until END,
            state = CASE WHEN {{StateSql.MayBecome(WorkState.Done)}} THEN {{StateSql.Of(WorkState.Done)}} ELSE state END
        WHERE {{IsOwned}}
        """;

    // One command, because every acknowledgement waits for it.
    private static readonly string Insert = $$"""
        INSERT INTO inbox (id, reference, platform, tenant, user_id, request, state, attempts, received_at, lease_owner, leased_until)
        VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {{StateSql.Of(WorkState.Received)}}, 1, {6}, {7}, {8});
        """;

    private static readonly string OthersWait = $$"""
        SELECT COUNT(*) AS "Value" FROM (SELECT 1 FROM inbox WHERE {{StateSql.IsWaiting}} AND platform = {2} AND tenant = {3} AND user_id = {4} LIMIT 1) AS waiting
        """;

    /// <summary>Stores a request with some keys, {9} and so on. Counts whether the person has another waiting request, as 0 or 1.</summary>
    public static string InsertWith(int keys) =>
        Insert
        + string.Concat(Enumerable.Range(9, keys).Select(key => $$"""INSERT INTO inbox_keys (key, item_id) VALUES ({{{key}}}, {0});"""))
        + OthersWait;
}
