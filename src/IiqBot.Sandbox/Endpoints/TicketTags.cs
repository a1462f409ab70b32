using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Tags and followers of a ticket (docs/reference/incident-iq-changes.md, "Narrow routes").</summary>
internal static class TicketTags
{
    private const string TagsUpdated = "Ticket tags updated.";

    public static void Map(RouteTable routes)
    {
        routes.Post("/tickets/{ticketId}/tags", call => Change(call, TagsUpdated, ticket => ticket.TagIds = Read(call.Body.Elements())));
        routes.Post(
            "/tickets/{ticketId}/tags/{tagId}",
            call => Change(call, TagsUpdated, ticket => ticket.TagIds = With(ticket.TagIds, Tag(call)))
        );
        routes.Delete(
            "/tickets/{ticketId}/tags/{tagId}",
            call => Change(call, TagsUpdated, ticket => ticket.TagIds = Without(ticket.TagIds, Tag(call)))
        );
        routes.Get("/tags/query", Tags);
        routes.Post("/tags/query", Tags);
        routes.Get("/tags/of/type/{tagTypeId}", Tags);

        routes.Get(
            "/tickets/{ticketId}/followers",
            call =>
                Reply.List(
                    call.Ticket().FollowerUserIds,
                    id => PersonShape.OnTicket(call.District.PeopleById[id], "Follower", call.District)
                )
        );
        routes.Post(
            "/tickets/{ticketId}/followers/user/{userId}",
            call => Change(call, "Ticket follower added.", ticket => ticket.FollowerUserIds = With(ticket.FollowerUserIds, User(call)))
        );
        routes.Delete(
            "/tickets/{ticketId}/followers/user/{userId}",
            call => Change(call, "Ticket follower removed.", ticket => ticket.FollowerUserIds = Without(ticket.FollowerUserIds, User(call)))
        );
        routes.Post(
            "/tickets/{ticketId}/followers/team/{teamId}",
            call => Change(call, "Ticket follower added.", ticket => ticket.FollowerTeamIds = With(ticket.FollowerTeamIds, Team(call)))
        );
        routes.Delete(
            "/tickets/{ticketId}/followers/team/{teamId}",
            call => Change(call, "Ticket follower removed.", ticket => ticket.FollowerTeamIds = Without(ticket.FollowerTeamIds, Team(call)))
        );
    }

    /// <summary>The known tags among these.</summary>
    public static IReadOnlyList<Guid> Read(IEnumerable<JsonBody> tags) =>
        [.. tags.Select(tag => tag.Id("TagId")).OfType<Guid>().Where(id => SiteLists.Tags.Any(tag => tag.TagId == id)).Distinct()];

    private static Reply Tags(Call call) => Reply.Page(SiteLists.Tags, Page.Of(call, 25, 1000), TicketShape.TagShape);

    private static Reply Change(Call call, string message, Action<Ticket> change)
    {
        var ticket = call.Ticket();
        call.World.Desk.Change(ticket, call.Caller, () => change(ticket));
        return Reply.Done(message);
    }

    private static IReadOnlyList<Guid> With(IReadOnlyList<Guid> list, Guid id) => list.Contains(id) ? list : [.. list, id];

    private static IReadOnlyList<Guid> Without(IReadOnlyList<Guid> list, Guid id) => [.. list.Where(other => other != id)];

    private static Guid Tag(Call call)
    {
        var id = call.RouteId("tagId", "Tag");
        return SiteLists.Tags.Any(tag => tag.TagId == id) ? id : throw Refusal.NotFound("Tag", id);
    }

    private static Guid User(Call call)
    {
        var id = call.RouteId("userId", "User");
        return call.District.PeopleById.ContainsKey(id) ? id : throw Refusal.NotFound("User", id);
    }

    private static Guid Team(Call call)
    {
        var id = call.RouteId("teamId", "Team");
        return call.District.TeamsById.ContainsKey(id) ? id : throw Refusal.NotFound("Team", id);
    }
}
