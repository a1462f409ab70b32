using System.Collections.Frozen;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Facets;

/// <summary>Sorts tickets by <c>$o</c>; a field that is not known is ignored (docs/reference/incident-iq.md, "Sorting").</summary>
internal static class TicketSort
{
    private static readonly FrozenDictionary<string, Func<Ticket, District, IComparable?>> Fields = new Dictionary<
        string,
        Func<Ticket, District, IComparable?>
    >(StringComparer.Ordinal)
    {
        ["TicketNumber"] = (ticket, _) => ticket.Number,
        ["TicketNumberSort"] = (ticket, _) => ticket.NumberSort,
        ["TicketId"] = (ticket, _) => ticket.TicketId,
        ["TicketCreatedDate"] = (ticket, _) => ticket.Created,
        ["TicketModifiedDate"] = (ticket, _) => ticket.Modified,
        ["TicketClosedDate"] = (ticket, _) => ticket.Closed,
        ["TicketDueDate"] = (ticket, _) => ticket.Due,
        ["TicketStartedDate"] = (ticket, _) => ticket.Started,
        ["TicketSubject"] = (ticket, _) => ticket.Subject,
        ["TicketPriority"] = (ticket, _) => ticket.Priority,
        ["TicketIsUrgent"] = (ticket, _) => ticket.IsUrgent,
        ["TicketStatusName"] = (ticket, _) => ticket.Step.StatusName,
        ["WorkflowStepName"] = (ticket, _) => ticket.Step.Name,
        ["IssueCategoryId"] = (ticket, _) => ticket.Issue.Category.CategoryId,
        ["IssueCategoryName"] = (ticket, _) => ticket.Issue.Category.Name,
        ["IssueTypeId"] = (ticket, _) => ticket.Issue.Category.Type.IssueTypeId,
        ["IssueTypeName"] = (ticket, _) => ticket.Issue.Category.Type.Name,
        ["LocationName"] = (ticket, district) => district.LocationsById[ticket.LocationId].Name,
        ["LocationRoomName"] = (ticket, district) => ticket.RoomId is { } room ? district.RoomsById[room].Name : null,
        ["AssignedUserFirstName"] = (ticket, district) =>
            ticket.AssignedToUserId is { } agent ? district.PeopleById[agent].FirstName : null,
        ["AssignedTeamName"] = (ticket, district) => ticket.AssignedToTeamId is { } team ? district.TeamsById[team].Name : null,
        ["ForName"] = (ticket, district) => district.PeopleById[ticket.ForId].Name,
        ["ForFirstName"] = (ticket, district) => district.PeopleById[ticket.ForId].FirstName,
        ["ForLocationName"] = (ticket, district) => district.LocationsById[district.PeopleById[ticket.ForId].LocationId].Name,
        ["IsClosed"] = (ticket, _) => ticket.IsClosed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static List<Ticket> Apply(IEnumerable<Ticket> tickets, Call call)
    {
        if (Sorting.Read(call) is not { } sorting || !Fields.TryGetValue(sorting.Field, out var read))
            return [.. tickets];
        return sorting.Apply(tickets, ticket => read(ticket, call.District));
    }
}
