using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>
/// Updating a whole ticket (docs/reference/incident-iq-changes.md, "Updating"). Without <c>ApiFlags:
/// OnlySetMappedProperties</c> members that are absent are emptied: texts, dates, room and assignment become null and
/// flags false. What a ticket cannot be without (people, location, issue, step) stays.
/// </summary>
internal static class TicketUpdate
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/tickets/{ticketId}", call => Update(call, UpdateVerb.Post));
        routes.Put("/tickets/{ticketId}", call => Update(call, UpdateVerb.Put));
    }

    private static Reply Update(Call call, UpdateVerb verb)
    {
        if (call.World.UpdateVerb != verb && call.World.UpdateVerb != UpdateVerb.Both)
            throw Refusal.Of(405, $"The requested resource does not support http method '{call.Method}'.");
        var ticket = call.Ticket();
        var input = new TicketInput(call.Body, call.District);
        var found = new Found(
            input.Issue(),
            input.Person("OwnerId"),
            input.Person("ForId"),
            input.Person("AssignedToUserId"),
            input.Team("AssignedToTeamId"),
            input.Location(),
            input.Step(),
            input.Room(call.Body.Id("LocationId") ?? ticket.LocationId),
            input.Assets(call.Body.List("Assets"), [], call.Now)
        );
        input.Check();
        if (found.Step is { } step && step != ticket.Step)
            TicketStatus.Move(call, ticket, step);
        call.World.Desk.Change(ticket, call.Caller, () => Apply(call, ticket, found));
        return Reply.Item(TicketShape.Of(ticket, call), "Ticket successfully updated.");
    }

    private static void Apply(Call call, Ticket ticket, Found found)
    {
        var body = call.Body;
        var onlyMapped = call.HasApiFlag("OnlySetMappedProperties");
        ticket.Issue = found.Issue ?? ticket.Issue;
        ticket.OwnerId = found.Owner?.UserId ?? ticket.OwnerId;
        ticket.ForId = found.For?.UserId ?? ticket.ForId;
        ticket.LocationId = found.Location?.LocationId ?? ticket.LocationId;
        ticket.Priority = body.Int("Priority") ?? ticket.Priority;
        ticket.SourceId = body.Int("SourceId") ?? ticket.SourceId;
        if (IsMapped("Subject"))
            ticket.Subject = body.Text("Subject");
        if (IsMapped("IssueDescription"))
            ticket.Description = body.Text("IssueDescription");
        if (IsMapped("LocationDetails"))
            ticket.LocationDetails = body.Text("LocationDetails");
        if (IsMapped("LocationRoomId"))
            ticket.RoomId = found.RoomId;
        if (IsMapped("AssignedToUserId"))
            ticket.AssignedToUserId = found.Agent?.UserId;
        if (IsMapped("AssignedToTeamId"))
            ticket.AssignedToTeamId = found.Team?.TeamId;
        if (IsMapped("DueDate"))
            ticket.Due = DueDates.Read(body.Text("DueDate"));
        if (IsMapped("IsUrgent"))
            ticket.IsUrgent = body.Flag("IsUrgent") ?? false;
        if (IsMapped("IsIssueConfirmed"))
            ticket.IsIssueConfirmed = body.Flag("IsIssueConfirmed") ?? false;
        if (IsMapped("HasSensitiveInformation"))
            ticket.IsSensitive = body.Flag("HasSensitiveInformation") ?? false;
        ApplyLists(call, ticket, found.Assets);

        bool IsMapped(string name) => !onlyMapped || body.Has(name);
    }

    // Lists are touched only where their own switch says so.
    private static void ApplyLists(Call call, Ticket ticket, IReadOnlyList<TicketAsset> assets)
    {
        var body = call.Body;
        if (body.Flag("UpdateAssets") == true)
            ticket.Assets = assets;
        if (body.Flag("UpdateTags") == true)
            ticket.TagIds = TicketTags.Read(body.List("Tags"));
        if (body.Flag("UpdateTicketFollowers") == true)
        {
            ticket.FollowerUserIds = [.. body.Ids("TicketFollowerUserIds").Where(call.District.PeopleById.ContainsKey)];
            ticket.FollowerTeamIds = [.. body.Ids("TicketFollowerTeamIds").Where(call.District.TeamsById.ContainsKey)];
        }

        if (body.Flag("UpdateCustomFields") == true)
        {
            var values = TicketInput.CustomFields(body.List("CustomFieldValues"));
            var kept =
                body.Flag("DeleteMissingCustomFieldValues") == false
                    ? ticket.CustomFieldValues.Where(old => !values.Exists(value => value.CustomFieldTypeId == old.CustomFieldTypeId))
                    : [];
            ticket.CustomFieldValues = [.. kept, .. values];
        }
    }

    private sealed record Found(
        Issue? Issue,
        Person? Owner,
        Person? For,
        Person? Agent,
        Team? Team,
        Location? Location,
        WorkflowStep? Step,
        Guid? RoomId,
        IReadOnlyList<TicketAsset> Assets
    );
}
