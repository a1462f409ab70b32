using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Shapes;

namespace IiqBot.Sandbox.Endpoints;

/// <summary>The devices of a ticket; what is posted replaces them all (docs/reference/incident-iq-records.md, "Devices").</summary>
internal static class TicketAssets
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/tickets/{ticketId}/assets", call => List(call, call.Ticket()));
        routes.Post("/tickets/{ticketId}/assets", Replace);
    }

    private static Reply Replace(Call call)
    {
        var ticket = call.Ticket();
        if (call.Body.Element.ValueKind != System.Text.Json.JsonValueKind.Array)
            throw Refusal.Of(400, "An array of assets is required.");
        var input = new TicketInput(call.Body, call.District);
        var assets = input.Assets(call.Body.Elements(), [], call.Now);
        input.Check();
        call.World.Desk.Change(ticket, call.Caller, () => ticket.Assets = [.. assets.Select(asset => Kept(ticket, asset))]);
        return List(call, ticket);
    }

    // A device that was linked before keeps its link.
    private static TicketAsset Kept(Ticket ticket, TicketAsset asset) =>
        asset.AssetId is null ? asset : ticket.Assets.FirstOrDefault(old => old.AssetId == asset.AssetId) ?? asset;

    private static Reply List(Call call, Ticket ticket) => Reply.List(ticket.Assets, asset => AssetShape.OnTicket(asset, call.District));
}
