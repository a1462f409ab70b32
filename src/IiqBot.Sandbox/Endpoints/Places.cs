using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Locations and rooms, mostly version 2 of the API (docs/reference/incident-iq-records.md, "Places").</summary>
internal static class Places
{
    private const int DefaultSize = 100;
    private const int Cap = 1000;
    private static readonly string[] Rights = ["location.view", "tickets.submit", "tickets.view", "tickets.work", "assets.view"];

    public static void Map(RouteTable routes)
    {
        routes.Get("/locations/all", call => List(call, rights: null));
        routes.Get("/api/v2.0/locations", call => List(call, Rights));
        routes.Get("/api/v2.0/locations/view", call => List(call, Rights));
        routes.Get("/api/v2.0/locations/all", call => List(call, rights: null));
        routes.Post(
            "/api/v2.0/locations/all",
            call =>
            {
                var matches = PlaceFilters.Read(call.Body);
                return Reply.Page(
                    [.. call.District.Locations.Where(location => matches(location))],
                    Page.OfBody(call, DefaultSize, Cap),
                    location => PlaceShape.Full(location)
                );
            }
        );
        routes.Get("/api/v2.0/locations/{locationId}", call => Reply.Item(PlaceShape.Full(Find(call))));
        routes.Post("/api/v2.0/locations/rooms/query", call => Rooms(call, call.Body.Id("LocationId")));
        routes.Post("/api/v2.0/locations/{locationId}/rooms", call => Rooms(call, Find(call).LocationId));
    }

    private static Reply List(Call call, string[]? rights) =>
        Reply.Page(call.District.Locations, Page.Of(call, DefaultSize, Cap), location => PlaceShape.Full(location, rights));

    private static Reply Rooms(Call call, Guid? location)
    {
        var matches = PlaceFilters.Read(call.Body);
        var rooms = call
            .District.Locations.Where(place => (location is null || place.LocationId == location) && matches(place))
            .SelectMany(place => place.Rooms);
        return Reply.Page([.. rooms], Page.OfBody(call, DefaultSize, Cap), room => PlaceShape.Room(room, call.District));
    }

    private static Location Find(Call call)
    {
        var id = call.RouteId("locationId", "Location");
        return call.District.LocationsById.TryGetValue(id, out var location) ? location : throw Refusal.NotFound("Location", id);
    }
}
