using System.Globalization;
using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Rules;

/// <summary>
/// The values that placeholders of a ticket rule stand for (docs/reference/incident-iq-records.md, "Rules and webhooks").
/// </summary>
internal static class TicketVariables
{
    public static Dictionary<string, object?> Of(TicketChange change, District district, DateTimeOffset now)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var ticket = change.Ticket;
        AddTicket(values, ticket, district);
        AddPerson(values, "Ticket.For", district.PeopleById[ticket.ForId]);
        AddPerson(values, "Ticket.Owner", district.PeopleById[ticket.OwnerId]);
        AddPerson(values, "Ticket.AssignedUser", ticket.AssignedToUserId is { } agent ? district.PeopleById[agent] : null);
        AddPerson(values, "User.", district.PeopleById[ticket.OwnerId]);
        AddPerson(values, "CurrentUser.", change.By);
        AddPlace(values, ticket, district);
        var local = SiteClock.Local(now);
        values["Now.Date"] = local.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);
        values["Now.Time"] = local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        if (ticket.Assets.Count > 0 && ticket.Assets[0].AssetId is { } id && district.AssetsById.TryGetValue(id, out var asset))
            (values["Asset.AssetTag"], values["Asset.SerialNumber"], values["Asset.AssetId"]) = (asset.Tag, asset.Serial, asset.AssetId);
        return values;
    }

    private static void AddTicket(Dictionary<string, object?> values, Ticket ticket, District district)
    {
        var previous = ticket.PreviousStepId is { } step ? district.StepsById[step] : null;
        foreach (
            var (name, value) in new (string, object?)[]
            {
                ("SiteId", District.SiteId),
                ("SiteName", District.Name),
                ("ProductId", ticket.ProductId),
                ("TicketId", ticket.TicketId),
                ("TicketNumber", ticket.Number),
                ("TicketSubject", ticket.Subject),
                ("TicketPriority", ticket.Priority),
                ("IssueDescription", ticket.Description),
                ("TicketCreatedDate", Date(ticket.Created)),
                ("TicketModifiedDate", Date(ticket.Modified)),
                ("TicketStartedDate", Date(ticket.Started)),
                ("TicketClosedDate", Date(ticket.Closed)),
                ("TicketDueDate", Date(ticket.Due)),
                ("TicketStatusId", ticket.Step.StatusId),
                ("TicketStatusName", ticket.Step.StatusName),
                ("PreviousTicketStatusId", previous?.StatusId),
                ("PreviousTicketStatusName", previous?.StatusName),
                ("WorkflowId", ticket.Step.Workflow.WorkflowId),
                ("WorkflowName", ticket.Step.Workflow.Name),
                ("WorkflowStepId", ticket.Step.StepId),
                ("WorkflowStepName", ticket.Step.Name),
                ("IsClosed", ticket.IsClosed),
                ("IssueId", ticket.Issue.IssueId),
                ("IssueTypeId", ticket.Issue.Category.Type.IssueTypeId),
                ("IssueTypeName", ticket.Issue.Category.Type.Name),
                ("IssueCategoryId", ticket.Issue.Category.CategoryId),
                ("IssueCategoryName", ticket.Issue.Category.Name),
                ("CloseReasonTypeId", ticket.CloseReasonTypeId),
                (
                    "CloseReasonName",
                    SiteLists.CloseReasons.FirstOrDefault(reason => reason.CloseReasonTypeId == ticket.CloseReasonTypeId)?.Name
                ),
                ("ForId", ticket.ForId),
                ("OwnerId", ticket.OwnerId),
                ("AssignedToUserId", ticket.AssignedToUserId),
                ("AssignedToTeamId", ticket.AssignedToTeamId),
                ("AssignedTeamName", ticket.AssignedToTeamId is { } team ? district.TeamsById[team].Name : null),
                ("ServiceLevelAgreementId", ticket.SlaId),
                ("HasSensitiveInformation", ticket.IsSensitive),
                ("TicketIsUrgent", ticket.IsUrgent),
            }
        )
        {
            values[$"Ticket.{name}"] = value;
        }
    }

    private static void AddPlace(Dictionary<string, object?> values, Ticket ticket, District district)
    {
        var location = district.LocationsById[ticket.LocationId];
        var room = ticket.RoomId is { } id ? district.RoomsById[id] : null;
        foreach (var prefix in new[] { "Ticket.Location", "Location.Location" })
        {
            values[$"{prefix}Id"] = location.LocationId;
            values[$"{prefix}Name"] = location.Name;
            values[$"{prefix}Abbreviation"] = location.Abbreviation;
            values[$"{prefix}TypeName"] = location.Type.Name;
        }

        values["Ticket.LocationDetails"] = ticket.LocationDetails;
        values["Ticket.LocationRoomId"] = room?.RoomId;
        values["Ticket.LocationRoomName"] = room?.Name;
    }

    private static void AddPerson(Dictionary<string, object?> values, string prefix, Person? person)
    {
        values[$"{prefix}FirstName"] = person?.FirstName;
        values[$"{prefix}LastName"] = person?.LastName;
        values[$"{prefix}Email"] = person?.Email;
        values[$"{prefix}LocationId"] = person?.LocationId;
        values[$"{prefix}RoleId"] = person?.Role.RoleId;
        values[$"{prefix}RoleName"] = person?.Role.Name;
    }

    private static string? Date(DateTimeOffset? moment) =>
        moment is { } set ? SiteClock.Local(set).ToString(SiteTimeConverter.Format, CultureInfo.InvariantCulture) : null;
}
