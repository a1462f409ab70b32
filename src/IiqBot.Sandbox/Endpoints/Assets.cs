using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Facets;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>Devices (docs/reference/incident-iq-records.md, "Devices"). Exact look-ups answer a list too, an empty one with 200.</summary>
internal static class Assets
{
    private const int Cap = 1000;

    public static void Map(RouteTable routes)
    {
        routes.Get("/assets/assettag/{tag}", call => List(call, asset => Same(asset.Tag, call.Route("tag"))));
        routes.Get("/assets/serial/{serial}", call => List(call, asset => Same(asset.Serial, call.Route("serial"))));
        routes.Get("/assets/assettag/search/{fragment}", call => List(call, asset => Holds(asset.Tag, call.Route("fragment"))));
        routes.Get("/assets/serial/search/{fragment}", call => List(call, asset => Holds(asset.Serial, call.Route("fragment"))));
        routes.Get("/assets/for/me", call => List(call, asset => asset.OwnerId == call.Caller.UserId));
        routes.Get(
            "/assets/for/{userId}",
            call =>
            {
                var owner = call.RouteId("userId", "User");
                return List(call, asset => asset.OwnerId == owner);
            }
        );
        routes.Post("/assets", call => Page(call, AssetFacets.Run(call)));
        routes.Post("/assets/search", Search);
        routes.Get(
            "/assets/{assetId:guid}",
            call =>
            {
                var id = call.RouteId("assetId", "Asset");
                return Reply.Item(
                    AssetShape.Of(
                        call.District.AssetsById.TryGetValue(id, out var asset) ? asset : throw Refusal.NotFound("Asset", id),
                        call.District
                    )
                );
            }
        );
    }

    private static Reply Search(Call call)
    {
        var query = call.Body.Text("Query") is { Length: > 0 } text ? text : throw Refusal.Invalid("Query", "Query is required.");
        return List(
            call,
            asset =>
                Asked("SearchAssetTag", asset.Tag)
                || Asked("SearchSerial", asset.Serial)
                || Asked("SearchModelName", asset.Model.Name)
                || Asked("SearchManufacturerName", asset.Model.Manufacturer)
                || Asked("SearchRoom", asset.RoomId is { } room ? call.District.RoomsById[room].Name : "")
        );

        bool Asked(string flag, string value) => call.Body.Flag(flag) == true && Holds(value, query);
    }

    private static Reply List(Call call, Func<Asset, bool> isWanted) =>
        Page(call, AssetFacets.Sort(call.District.Assets.Where(isWanted), call));

    private static Reply Page(Call call, List<Asset> assets) =>
        Reply.Page(assets, Http.Page.Of(call, 20, Cap), asset => AssetShape.Of(asset, call.District));

    private static bool Same(string value, string wanted) => value.Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string value, string fragment) => value.Contains(fragment.Trim(), StringComparison.OrdinalIgnoreCase);
}
