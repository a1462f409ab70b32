using System.Collections.Frozen;
using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using static IiqBot.Sandbox.Facets.FacetKinds;

namespace IiqBot.Sandbox.Facets;

/// <summary>
/// The ticket facets that the district has data for (docs/reference/incident-iq-tickets.md, "Facets"). All others of the catalogue are
/// dropped, as they would be for a token without the product.
/// </summary>
internal static class TicketFacets
{
    public static readonly FrozenDictionary<string, Facet<Ticket>> All = new Dictionary<string, Facet<Ticket>>(StringComparer.Ordinal)
    {
        ["agent"] = Entity<Ticket>((ticket, _) => ticket.AssignedToUserId),
        ["team"] = Entity<Ticket>((ticket, _) => ticket.AssignedToTeamId),
        ["unassigned"] = YesNo<Ticket>((ticket, _) => ticket.AssignedToUserId is null),
        ["assignedtome"] = YesNo<Ticket>((ticket, scope) => ticket.AssignedToUserId == scope.Caller.UserId),
        ["assignedtoothers"] = YesNo<Ticket>((ticket, scope) => ticket.AssignedToUserId is { } agent && agent != scope.Caller.UserId),
        ["resolvedbyme"] = YesNo<Ticket>((ticket, scope) => ticket.ClosedByUserId == scope.Caller.UserId),
        ["user"] = Entity<Ticket>((ticket, _) => ticket.ForId),
        ["for"] = Entity<Ticket>((ticket, _) => ticket.ForId),
        ["onbehalfof"] = Entity<Ticket>((ticket, _) => ticket.ForId == ticket.OwnerId ? null : ticket.ForId),
        ["submittedby"] = Entity<Ticket>((ticket, _) => ticket.OwnerId),
        // One guide says that "status" takes the step, another that it takes the status; either id is matched.
        ["status"] = AnyEntity<Ticket>((ticket, _) => [ticket.Step.StepId, ticket.Step.StatusId]),
        ["workflowstep"] = Entity<Ticket>((ticket, _) => ticket.Step.StepId),
        ["previousstatus"] = Entity<Ticket>((ticket, _) => ticket.PreviousStepId),
        ["workflow"] = Entity<Ticket>((ticket, _) => ticket.Step.Workflow.WorkflowId),
        ["ticketworkflow"] = Entity<Ticket>((ticket, _) => ticket.Step.Workflow.WorkflowId),
        ["ticketstate"] = new((filter, _) => TicketState(filter.Guid)),
        ["closereason"] = Entity<Ticket>((ticket, _) => ticket.CloseReasonTypeId),
        ["createddate"] = Date<Ticket>(ticket => [ticket.Created]),
        ["modifieddate"] = Date<Ticket>(ticket => [ticket.Modified]),
        ["closeddate"] = Date<Ticket>(ticket => [ticket.Closed]),
        ["duedate"] = Date<Ticket>(ticket => [ticket.Due]),
        ["activitydate"] = Date<Ticket>(ticket => ticket.Activities.Select(activity => (DateTimeOffset?)activity.Created)),
        ["location"] = Entity<Ticket>((ticket, _) => ticket.LocationId),
        ["locationtype"] = Entity<Ticket>((ticket, district) => district.LocationsById[ticket.LocationId].Type.LocationTypeId),
        ["room"] = Entity<Ticket>((ticket, _) => ticket.RoomId),
        ["site"] = Entity<Ticket>((_, _) => District.SiteId),
        ["issue"] = Entity<Ticket>((ticket, _) => ticket.Issue.IssueId),
        ["issuetype"] = Entity<Ticket>((ticket, _) => ticket.Issue.Category.Type.IssueTypeId),
        ["issuecategory"] = Entity<Ticket>((ticket, _) => ticket.Issue.Category.CategoryId),
        ["tickettype"] = Entity<Ticket>((ticket, _) => ticket.Issue.Category.WizardId),
        ["prioritylevel"] = Entity<Ticket>((ticket, _) => SiteLists.PriorityOf(ticket.Priority).PriorityLevelId),
        ["priorityrange"] = Number<Ticket>((ticket, _) => ticket.Priority),
        ["daysstale"] = Number<Ticket>((ticket, scope) => (scope.Clock.Now - ticket.Modified).Days),
        ["isurgent"] = YesNo<Ticket>((ticket, _) => ticket.IsUrgent),
        ["ispastdue"] = YesNo<Ticket>((ticket, scope) => IsPastDue(ticket, scope)),
        ["sensitiveinfo"] = YesNo<Ticket>((ticket, _) => ticket.IsSensitive),
        ["hasassetattached"] = YesNo<Ticket>((ticket, _) => ticket.Assets.Count > 0),
        ["isticketfollower"] = YesNo<Ticket>((ticket, scope) => ticket.FollowerUserIds.Contains(scope.Caller.UserId)),
        ["haspendingapprovals"] = YesNo<Ticket>((_, _) => false),
        ["sla"] = Entity<Ticket>((ticket, _) => ticket.SlaId),
        ["slaresponsetime"] = new((filter, scope) => SlaState(filter.Value, scope, SlaTimes.Response)),
        ["slaresolutiontime"] = new((filter, scope) => SlaState(filter.Value, scope, SlaTimes.Resolution)),
        ["asset"] = AnyEntity<Ticket>((ticket, _) => ticket.Assets.Select(asset => asset.AssetId)),
        ["model"] = AnyEntity<Ticket>((ticket, _) => ticket.Assets.Select(asset => (Guid?)asset.ModelId)),
        ["modelcategory"] = AnyEntity<Ticket>(
            (ticket, district) => ticket.Assets.Select(asset => (Guid?)district.ModelsById[asset.ModelId].Category.CategoryId)
        ),
        ["assettag"] = Text<Ticket>((ticket, district) => Devices(ticket, district).Select(asset => asset.Tag)),
        ["assetserialnumber"] = Text<Ticket>((ticket, district) => Devices(ticket, district).Select(asset => asset.Serial)),
        ["ticket"] = Entity<Ticket>((ticket, _) => ticket.TicketId),
        ["ticketnumber"] = Text<Ticket>((ticket, _) => [ticket.Number]),
        ["keyword"] = Words<Ticket>(Texts),
        ["tag"] = AnyEntity<Ticket>((ticket, _) => ticket.TagIds.Select(tag => (Guid?)tag)),
        ["role"] = Entity<Ticket>((ticket, district) => district.PeopleById[ticket.ForId].Role.RoleId),
        ["grade"] = Text<Ticket>((ticket, district) => [district.PeopleById[ticket.ForId].Grade]),
        ["schoolidnumber"] = Text<Ticket>((ticket, district) => [district.PeopleById[ticket.ForId].SchoolIdNumber]),
        ["customfieldtext"] = new((filter, _) => CustomField(filter)),
        ["customfieldselect"] = new((filter, _) => CustomField(filter)),
        ["customfieldyesno"] = new(
            (filter, _) =>
                filter.Value is "true" or "false" ? CustomField(filter with { Value = filter.Value == "true" ? "yes" : "no" }) : null
        ),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a free search looks through.</summary>
    public static IEnumerable<string?> Texts(Ticket ticket, District district) =>
        [
            ticket.Number,
            ticket.Subject,
            ticket.Description,
            district.PeopleById[ticket.ForId].Name,
            .. Devices(ticket, district).Select(asset => asset.Tag),
        ];

    private static IEnumerable<Asset> Devices(Ticket ticket, District district) =>
        ticket.Assets.Select(asset => asset.AssetId).OfType<Guid>().Select(id => district.AssetsById[id]);

    private static Predicate<Ticket>? TicketState(Guid? id) =>
        id?.ToString() switch
        {
            "00000000-0000-0000-0000-000000000000" => ticket => !ticket.IsClosed,
            "11111111-1111-1111-1111-111111111111" => ticket => ticket.IsClosed,
            _ => null,
        };

    private static bool IsPastDue(Ticket ticket, Scope scope) => !ticket.IsClosed && ticket.Due < scope.Clock.Now;

    private static Predicate<Ticket>? SlaState(string? value, Scope scope, Func<Ticket, DateTimeOffset, SlaTime?> read) =>
        value is "within" or "approaching" or "breached" ? ticket => read(ticket, scope.Clock.Now)?.State == value : null;

    private static Predicate<Ticket>? CustomField(Filter filter) =>
        filter is { CustomFieldTypeId: { } type, Value: { } value }
            ? ticket =>
                ticket.CustomFieldValues.Any(field =>
                    field.CustomFieldTypeId == type && string.Equals(field.Value, value, StringComparison.OrdinalIgnoreCase)
                )
            : null;
}
