using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>
/// The states of stored requests and deliveries, for SQL texts and queries. A partial index only serves queries that have its condition
/// with literal numbers, so nothing here becomes a parameter.
/// </summary>
internal static class StateSql
{
    /// <summary>Condition for an inbox row with work left to do.</summary>
    public static readonly string IsOpen = $"state < {Of(WorkStates.All.First(rule => !rule.IsOpen).State)}";

    /// <summary>Condition for an inbox row that waits.</summary>
    public static readonly string IsWaiting = $"state = {Of(WorkState.Waiting)}";

    /// <summary>Condition for an outbox row that the bot has not given up.</summary>
    public static readonly string IsOwed = $"state < {Of(DeliveryState.Dead)}";

    /// <summary>Condition for an outbox row that nobody is delivering.</summary>
    public static readonly string IsUnleased = $"state = {Of(DeliveryState.Waiting)}";

    /// <summary>Condition for an inbox row that may go to this state.</summary>
    public static string MayBecome(WorkState next) => $"state IN ({string.Join(", ", WorkStates.Before(next).Select(Of))})";

    /// <summary>The number of a state.</summary>
    public static string Of(WorkState state) => $"{(int)state}";

    /// <summary>The number of a state.</summary>
    public static string Of(DeliveryState state) => $"{(int)state}";

    /// <summary>Requests with work left to do.</summary>
    public static IQueryable<InboxRow> Open(this IQueryable<InboxRow> rows) => rows.Where(row => row.State < WorkState.Done);

    /// <summary>Finished requests.</summary>
    public static IQueryable<InboxRow> Over(this IQueryable<InboxRow> rows) => rows.Where(row => row.State >= WorkState.Done);
}
