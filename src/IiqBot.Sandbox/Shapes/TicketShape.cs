using System.Text.Json;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Shapes;

/// <summary>A ticket as lists and single answers give it (docs/reference/incident-iq-tickets.md, "Members of a ticket").</summary>
internal static class TicketShape
{
    public static object Of(Ticket ticket, Call call)
    {
        var district = call.District;
        var location = district.LocationsById[ticket.LocationId];
        return new
        {
            ticket.TicketId,
            District.SiteId,
            Site = new { District.SiteId, District.Name },
            ticket.ProductId,
            ticket.IsDeleted,
            TicketNumber = ticket.Number,
            TicketNumberSort = ticket.NumberSort,
            ticket.Subject,
            IssueDescription = ticket.Description,
            CreatedDate = new SiteTime(ticket.Created),
            ModifiedDate = new SiteTime(ticket.Modified),
            LastModifiedByUserDate = new SiteTime(ticket.ModifiedByUser),
            StartedDate = SiteTime.Of(ticket.Started),
            ClosedDate = SiteTime.Of(ticket.Closed),
            DueDate = SiteTime.Of(ticket.Due),
            IsPastDue = !ticket.IsClosed && ticket.Due < call.Now,
            ticket.OwnerId,
            Owner = Person(ticket.OwnerId, "Owner"),
            ticket.ForId,
            For = Person(ticket.ForId, "For"),
            ticket.AssignedToUserId,
            AssignedToUser = Person(ticket.AssignedToUserId, "Agent"),
            ticket.AssignedToTeamId,
            AssignedToTeam = Team(ticket, district),
            ticket.ClosedByUserId,
            ClosedByUser = Person(ticket.ClosedByUserId, "Agent"),
            ticket.LocationId,
            Location = PlaceShape.Brief(location),
            LocationRoomId = ticket.RoomId,
            LocationRoom = ticket.RoomId is { } room ? PlaceShape.Room(district.RoomsById[room], district) : null,
            LocationDetails = ticket.LocationDetails ?? "", // an empty text where others leave it out
            ticket.Issue.IssueId,
            Issue = IssueShape.Of(ticket.Issue),
            IssueCategoryId = ticket.Issue.Category.CategoryId,
            ticket.IsIssueConfirmed,
            ticket.Step.Workflow.WorkflowId,
            WorkflowStepId = ticket.Step.StepId,
            WorkflowStep = WorkflowShape.Step(ticket.Step),
            ticket.IsClosed,
            ticket.CloseReasonTypeId,
            CloseReason = SiteLists.CloseReasons.FirstOrDefault(reason => reason.CloseReasonTypeId == ticket.CloseReasonTypeId),
            ticket.Priority,
            ticket.SlaId,
            ticket.SourceId,
            ticket.IsUrgent,
            IsTraining = false,
            IsSupportTicket = false,
            HasSensitiveInformation = ticket.IsSensitive,
            HasAdminSla = false,
            TicketWizardCategoryId = ticket.Issue.Category.WizardId,
            Assets = ticket.Assets.Select(asset => AssetShape.OnTicket(asset, district)).ToList(),
            CustomFieldValues = ticket
                .CustomFieldValues.Select(value => new
                {
                    value.CustomFieldTypeId,
                    value.EditorTypeId,
                    value.Value,
                    IsHidden = false,
                })
                .ToList(),
            Tags = ticket.TagIds.Count == 0
                ? null
                : ticket.TagIds.Select(id => TagShape(SiteLists.Tags.First(tag => tag.TagId == id))).ToList(),
            Attachments = ticket.FileIds.Count == 0 ? null : ticket.FileIds.Select(id => FileShape.Of(district.Files[id])).ToList(),
            TicketFollowerUserIds = ticket.FollowerUserIds,
            TicketFollowerTeamIds = ticket.FollowerTeamIds,
            SubtaskCount = 0,
            SubticketCount = 0,
            HasSubticketsOpen = false,
            UserPermissions = Permissions(ticket, call.Caller),
        };

        object? Person(Guid? id, string relationship)
        {
            if (id is { } set)
                return PersonShape.OnTicket(district.PeopleById[set], relationship, district);
            return call.World.Options.ZeroQuirks ? PersonShape.Blank(relationship) : null;
        }
    }

    /// <summary>
    /// A ticket that is read alone. Live answers were seen without its own id, without the site's, and without <c>IsTraining</c>
    /// (docs/reference/incident-iq.md, "Missing members"), so here each is missing from some tickets.
    /// </summary>
    public static object Alone(Ticket ticket, Call call)
    {
        var whole = JsonSerializer.SerializeToNode(Of(ticket, call), call.World.Json)!.AsObject();
        string[] missing = (ticket.NumberSort % 5) switch
        {
            1 => [nameof(ticket.TicketId)],
            2 => [nameof(District.SiteId), "Site"],
            3 => ["IsTraining"],
            _ => [],
        };
        foreach (var member in missing)
            whole.Remove(member);
        return whole;
    }

    public static object TagShape(Tag tag) =>
        new
        {
            tag.TagId,
            tag.Name,
            TagTypeId = 1,
            IsDeleted = false,
            Scope = "Site",
        };

    private static object? Team(Ticket ticket, District district) =>
        ticket.AssignedToTeamId is { } id ? new { TeamId = id, TeamName = district.TeamsById[id].Name } : null;

    // What the token's user may do, not what the person in the chat may.
    private static object Permissions(Ticket ticket, Person caller) =>
        new
        {
            ticket.TicketId,
            ticket.ProductId,
            caller.UserId,
            CanCancel = !ticket.IsClosed,
            CanView = true,
            CanWork = caller.IsAgent,
            CanResolve = caller.IsAgent,
            Rights = new[] { "tickets.assign", "tickets.resolve", "tickets.submit", "tickets.view", "tickets.work" },
        };
}
