using System.Collections.Frozen;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Facets;

/// <summary>The preset queues (docs/reference/incident-iq-tickets.md, "Preset queues"). "Me" is the token's user.</summary>
internal static class TicketSchemas
{
    /// <summary>What a query without a body shows.</summary>
    public const string Default = "OpenWithView";

    private static readonly FrozenDictionary<string, Func<Ticket, Scope, bool>> Simple = new Dictionary<string, Func<Ticket, Scope, bool>>(
        StringComparer.Ordinal
    )
    {
        ["None"] = (_, _) => true,
        ["All"] = (_, _) => true,
        ["Open"] = (ticket, _) => !ticket.IsClosed,
        ["OpenWithView"] = (ticket, _) => !ticket.IsClosed,
        ["OpenWithModify"] = (ticket, _) => !ticket.IsClosed,
        ["OpenFollowing"] = (ticket, scope) => !ticket.IsClosed && ticket.FollowerUserIds.Contains(scope.Caller.UserId),
        ["Available"] = (ticket, _) => !ticket.IsClosed && ticket.AssignedToUserId is null,
        ["AssignedToMe"] = (ticket, scope) => !ticket.IsClosed && IsMine(ticket, scope),
        ["Closed"] = (ticket, _) => ticket.IsClosed,
        ["MyClosed"] = (ticket, scope) => ticket.IsClosed && IsMine(ticket, scope),
        ["MyClosedRecently"] = (ticket, scope) => IsMine(ticket, scope) && ticket.Closed > scope.Clock.Now.AddDays(-14),
        ["OthersClosed"] = (ticket, scope) => ticket.IsClosed && !IsMine(ticket, scope),
        ["OpenOthers"] = (ticket, scope) => !ticket.IsClosed && IsOthers(ticket, scope),
        ["Others"] = IsOthers,
        ["Unassigned"] = (ticket, _) => !ticket.IsClosed && ticket.AssignedToUserId is null,
        ["Canceled"] = (ticket, _) => ticket.Step.Part == StepPart.Canceled,
        ["Deleted"] = (ticket, _) => ticket.IsDeleted,
        ["WaitingOnRequestor"] = (ticket, _) => ticket.Step.Part == StepPart.Waiting,
        ["ForMe"] = (ticket, scope) => ticket.ForId == scope.Caller.UserId,
        ["ByMeForOthers"] = (ticket, scope) => ticket.OwnerId == scope.Caller.UserId && ticket.ForId != scope.Caller.UserId,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The test of a preset; several joined by underscores mean any of them. Unknown presets are dropped.</summary>
    public static Predicate<Ticket> Of(string? schema, Scope scope)
    {
        var parts = (schema ?? "").Split('_').Select(name => Simple.GetValueOrDefault(name)).OfType<Func<Ticket, Scope, bool>>().ToList();
        return parts.Count == 0 ? _ => true : ticket => parts.Exists(part => part(ticket, scope));
    }

    private static bool IsMine(Ticket ticket, Scope scope) => ticket.AssignedToUserId == scope.Caller.UserId;

    private static bool IsOthers(Ticket ticket, Scope scope) => ticket.AssignedToUserId is { } agent && agent != scope.Caller.UserId;
}
