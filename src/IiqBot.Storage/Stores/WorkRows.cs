using IiqBot.Core.Dispatch;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using IiqBot.Storage.Json;

namespace IiqBot.Storage.Stores;

/// <summary>Stored requests as rows, and back.</summary>
internal static class WorkRows
{
    /// <summary>A new request as a row, leased.</summary>
    public static InboxRow ToRow(this WorkItem item, IReadOnlyList<string> keys, Guid owner, DateTimeOffset leasedUntil) => new()
    {
        Id = item.Id,
        Reference = item.Reference,
        Platform = item.Request.Actor.Platform,
        Tenant = item.Request.Actor.Tenant,
        UserId = item.Request.Actor.UserId,
        Request = StorageJson.Write(item.Request),
        State = item.State,
        Attempts = item.Attempts,
        ReceivedAt = item.ReceivedAt,
        LeaseOwner = owner,
        LeasedUntil = leasedUntil,

        // In one order, so that two replicas that store the same request never wait for each other in a circle.
        Keys = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => new InboxKeyRow { Key = key, ItemId = item.Id })],
    };

    /// <summary>A row as a stored request.</summary>
    public static WorkItem ToItem(this InboxRow row) => new(row.Id, StorageJson.Read<BotRequest>(row.Request), row.Reference, row.ReceivedAt)
    {
        State = row.State,
        Attempts = row.Attempts,
        Due = row.Due,
        Answer = row.Answer is null ? null : StorageJson.Read<BotResponse>(row.Answer),
        Shown = row.Shown is null ? null : StorageJson.Read<PostedMessage>(row.Shown),
    };

    /// <summary>What is kept of a request that is over: who, where, what, and the ids; nothing that somebody wrote.</summary>
    public static BotRequest Wiped(BotRequest request) => request with
    {
        Text = null,
        Arguments = Arguments.From(request.Arguments.Values.Where(argument => Guid.TryParse(argument.Value, out _))),
    };
}
