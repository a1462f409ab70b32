using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Teams and their members (docs/reference/incident-iq-records.md, "Lists that change little").</summary>
internal static class Teams
{
    public static void Map(RouteTable routes)
    {
        // 25 unless $s says otherwise, even on "all".
        routes.Get("/teams", call => List(call, call.District.Teams));
        routes.Get("/teams/all", call => List(call, call.District.Teams));
        routes.Get("/teams/my", call => List(call, [.. call.District.Teams.Where(team => team.MemberIds.Contains(call.Caller.UserId))]));
        routes.Get("/teams/{teamId}", call => Reply.Item(Shape(call, Find(call))));
        routes.Get(
            "/teams/{teamId}/members",
            call =>
            {
                var team = Find(call);
                return Reply.List(
                    team.MemberIds,
                    id => new
                    {
                        UserId = id,
                        team.TeamId,
                        UserName = call.District.PeopleById[id].Name,
                        IsDeleted = false,
                    }
                );
            }
        );
    }

    private static Reply List(Call call, IReadOnlyList<Team> teams) =>
        Reply.Page(teams, Page.Of(call, 25, 1000), team => Shape(call, team));

    private static object Shape(Call call, Team team) =>
        new
        {
            team.TeamId,
            TeamName = team.Name,
            team.ProductId,
            MembersCount = team.MemberIds.Count,
            Tickets = call.District.Tickets.Count(ticket =>
                ticket.AssignedToTeamId == team.TeamId && !ticket.IsClosed && !ticket.IsDeleted
            ),
            CreatedDate = new SiteTime(team.Created),
            IsDeleted = false,
        };

    private static Team Find(Call call)
    {
        var id = call.RouteId("teamId", "Team");
        return call.District.TeamsById.TryGetValue(id, out var team) ? team : throw Refusal.NotFound("Team", id);
    }
}
