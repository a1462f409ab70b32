using IiqBot.Core.Durability;

namespace IiqBot.Storage.Database;

/// <summary>
/// The states of stored requests and deliveries, as SQL texts and queries name them. A partial index serves only queries that have
/// its condition with literal numbers, so nothing here becomes a parameter.
/// </summary>
internal static class StateSql
{
    /// <summary>Says of a row of the inbox that something is still to be done.</summary>
    public static readonly string IsOpen = $"state < {Of(WorkStates.All.First(rule => !rule.IsOpen).State)}";

    /// <summary>Says of a row of the inbox that it waits.</summary>
    public static readonly string IsWaiting = $"state = {Of(WorkState.Waiting)}";

    /// <summary>Says of a row of the outbox that it was not given up.</summary>
    public static readonly string IsOwed = $"state < {Of(DeliveryState.Dead)}";

    /// <summary>Says of a row of the outbox that nobody is delivering it.</summary>
    public static readonly string IsUnleased = $"state = {Of(DeliveryState.Waiting)}";

    /// <summary>Says of a row of the inbox that a state may follow its own.</summary>
    public static string MayBecome(WorkState next) => $"state IN ({string.Join(", ", WorkStates.Before(next).Select(Of))})";

    /// <summary>The number of a state.</summary>
    public static string Of(WorkState state) => $"{(int)state}";

    /// <summary>The number of a state.</summary>
    public static string Of(DeliveryState state) => $"{(int)state}";

    /// <summary>Requests with something still to be done.</summary>
    public static IQueryable<InboxRow> Open(this IQueryable<InboxRow> rows) => rows.Where(row => row.State < WorkState.Done);

    /// <summary>Requests that are over.</summary>
    public static IQueryable<InboxRow> Over(this IQueryable<InboxRow> rows) => rows.Where(row => row.State >= WorkState.Done);
}
