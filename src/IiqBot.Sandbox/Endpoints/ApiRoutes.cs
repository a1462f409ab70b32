using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>All routes of the API.</summary>
internal static class ApiRoutes
{
    public static void Map(RouteTable routes)
    {
        TicketQueries.Map(routes);
        TicketCreation.Map(routes);
        TicketUpdate.Map(routes);
        TicketStatus.Map(routes);
        TicketAssignment.Map(routes);
        TicketDetails.Map(routes);
        TicketTags.Map(routes);
        TicketAssets.Map(routes);
        Activities.Map(routes);
        Workflows.Map(routes);
        Users.Map(routes);
        Teams.Map(routes);
        Places.Map(routes);
        Issues.Map(routes);
        ShortLists.Map(routes);
        Sites.Map(routes);
        Files.Map(routes);
        Assets.Map(routes);
        Searches.Map(routes);
        Filters.Map(routes);
    }
}
