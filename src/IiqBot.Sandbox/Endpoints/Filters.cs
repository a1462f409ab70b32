using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Which facets there are and which values they can have (docs/reference/incident-iq-tickets.md, "Kinds of records").</summary>
internal static class Filters
{
    public static void Map(RouteTable routes)
    {
        routes.Get(
            "/filters/for/entitytype/{entityTypeId}",
            call =>
                Reply.List(
                    Keys(call.RouteId("entityTypeId", "Entity type")),
                    key => new
                    {
                        FilterId = Guid.NewGuid(),
                        IsDeleted = false,
                        Key = key,
                        Name = key,
                        Scope = "All",
                    }
                )
        );
        routes.Post("/filters", Values);
    }

    // A wrong id still answers 200.
    private static IEnumerable<string> Keys(Guid entityType)
    {
        if (entityType == EntityType.Tickets)
            return TicketFacets.All.Keys.Order(StringComparer.Ordinal);
        if (entityType == EntityType.Assets)
            return AssetFacets.All.Keys.Order(StringComparer.Ordinal);
        return entityType == EntityType.Users ? UserFacets.All.Keys.Order(StringComparer.Ordinal) : [];
    }

    // The nesting is not documented; readers have to walk it.
    private static Reply Values(Call call)
    {
        var query = call.Body.Text("Query") ?? "";
        return Reply.List(
            call.Body.List("Facets").Select(facet => facet.AsText()).OfType<string>(),
            facet => new
            {
                Facet = facet,
                Name = facet,
                Filters = Of(facet, call.District)
                    .Where(value => value.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
                    .Take(50)
                    .Select(value => new
                    {
                        Facet = facet,
                        value.Name,
                        value.Id,
                    })
                    .ToList(),
            }
        );
    }

    private static IEnumerable<(string Name, Guid Id)> Of(string facet, District district) =>
        facet.ToLowerInvariant() switch
        {
            "team" => district.Teams.Select(team => (team.Name, team.TeamId)),
            "agent" => district.People.Where(person => person.IsAgent).Select(person => (person.Name, person.UserId)),
            "user" or "for" or "submittedby" => district.People.Select(person => (person.Name, person.UserId)),
            "issuecategory" => district.Categories.Select(category => (category.Name, category.CategoryId)),
            "issue" => district.Issues.Select(issue => (issue.Name, issue.IssueId)),
            "issuetype" => district.IssueTypes.Select(type => (type.Name, type.IssueTypeId)),
            "location" => district.Locations.Select(location => (location.Name, location.LocationId)),
            "status" or "workflowstep" => district.StepsById.Values.Select(step => (step.Name, step.StepId)),
            "prioritylevel" => SiteLists.Priorities.Select(level => (level.Name, level.PriorityLevelId)),
            "closereason" => SiteLists.CloseReasons.Select(reason => (reason.Name, reason.CloseReasonTypeId)),
            "tag" => SiteLists.Tags.Select(tag => (tag.Name, tag.TagId)),
            "sla" => SiteLists.Slas.Select(sla => (sla.Name, sla.SlaId)),
            _ => [],
        };
}
