using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>People (docs/reference/incident-iq-records.md, "People").</summary>
internal static class Users
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/login", call => Reply.Item(PersonShape.Full(call.Caller, call.District)));
        routes.Get(
            "/users/my/options",
            _ =>
                Reply.Item(
                    new
                    {
                        Notifications = new
                        {
                            TicketCreated = true,
                            TicketUpdated = true,
                            TicketAssignedToYou = true,
                            TicketAssignedToTeam = true,
                        },
                    }
                )
        );
        routes.Get("/users/by-email/{siteId}/{email}", call => ByEmail(call, call.Route("email")));
        routes.Get("/users/by-username/{siteId}/{username}", call => ByEmail(call, call.Route("username")));
        routes.Get("/users/{userId}", call => Reply.Item(PersonShape.Full(Find(call), call.District)));
        routes.Get("/users/simple/{userId}", call => Reply.Item(PersonShape.Simple(Find(call), call.District)));
        routes.Get(
            "/users/search/{query}",
            call =>
            {
                var words = call.Route("query").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var found = call.District.People.Where(person => FacetKinds.HasWords(string.Join('\n', UserFacets.Texts(person)), words));
                return Reply.Page(UserFacets.Sort(found, call), Page.Of(call, 20, 1000), person => PersonShape.Full(person, call.District));
            }
        );
        routes.Post("/users", call => List(call, 20, agentsOnly: false, PersonShape.Full));
        routes.Post("/users/list", call => List(call, 20, agentsOnly: false, PersonShape.Simple));
        routes.Post("/users/agents", call => List(call, 20, agentsOnly: true, PersonShape.Full));
        routes.Post("/users/agents/list", call => List(call, 200, agentsOnly: true, PersonShape.Simple));
        routes.Get("/sites/roles", _ => Reply.List(Role.All, PersonShape.RoleOf));
    }

    private static Reply List(Call call, int size, bool agentsOnly, Func<Person, District, object> shape) =>
        Reply.Page(UserFacets.Run(call, agentsOnly), Page.Of(call, size, 1000), person => shape(person, call.District));

    private static Reply ByEmail(Call call, string email)
    {
        if (call.RouteId("siteId", "Site") != District.SiteId)
            throw Refusal.NotFound("Site", call.Route("siteId"));
        var person = call.District.PersonByEmail(email) ?? throw Refusal.NotFound("User", email);
        return Reply.Item(PersonShape.Full(person, call.District));
    }

    private static Person Find(Call call)
    {
        var id = call.RouteId("userId", "User");
        return call.District.PeopleById.TryGetValue(id, out var person) ? person : throw Refusal.NotFound("User", id);
    }
}
