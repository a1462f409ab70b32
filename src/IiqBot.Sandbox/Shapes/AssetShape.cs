using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Shapes;

internal static class AssetShape
{
    public static object Of(Asset asset, District district)
    {
        var open = district.Tickets.Count(ticket =>
            !ticket.IsClosed && !ticket.IsDeleted && ticket.Assets.Any(linked => linked.AssetId == asset.AssetId)
        );
        var location = district.LocationsById[asset.LocationId];
        var owner = asset.OwnerId is { } id ? district.PeopleById[id] : null;
        return new
        {
            asset.AssetId,
            District.SiteId,
            AssetTag = asset.Tag,
            SerialNumber = asset.Serial,
            Name = asset.Model.FullName,
            asset.Model.ModelId,
            Model = new
            {
                asset.Model.ModelId,
                asset.Model.Name,
                Manufacturer = new { asset.Model.ManufacturerId, Name = asset.Model.Manufacturer },
                asset.Model.Category.CategoryId,
                Category = new { asset.Model.Category.CategoryId, asset.Model.Category.Name },
            },
            ModelName = asset.Model.Name,
            ManufacturerName = asset.Model.Manufacturer,
            StatusTypeId = asset.Status.AssetStatusTypeId,
            Status = new
            {
                asset.Status.AssetStatusTypeId,
                asset.Status.Name,
                asset.Status.IsRetired,
                Scope = "All",
            },
            AssetTypeId = AssetStatus.DevicesTypeId,
            AssetTypeName = "Devices",
            asset.OwnerId,
            Owner = owner is null ? null : PersonShape.Simple(owner, district),
            asset.LocationId,
            LocationName = location.Name,
            Location = PlaceShape.Brief(location),
            LocationRoomId = asset.RoomId,
            LocationRoom = asset.RoomId is { } room ? PlaceShape.Room(district.RoomsById[room], district) : null,
            HasOpenTickets = open > 0,
            OpenTickets = open,
            IsDeleted = false,
            PurchasedDate = new SiteTime(asset.Created),
            WarrantyExpirationDate = new SiteTime(asset.Created.AddYears(3)),
            CreatedDate = new SiteTime(asset.Created),
        };
    }

    /// <summary>A device on a ticket; its date is in UTC, unlike the ticket's (docs/reference/incident-iq.md, "Dates").</summary>
    public static object OnTicket(TicketAsset linked, District district)
    {
        var model = district.ModelsById[linked.ModelId];
        var asset = linked.AssetId is { } id ? district.AssetsById[id] : null;
        return new
        {
            linked.TicketAssetId,
            linked.AssetId,
            CreatedDate = new UtcTime(linked.Created),
            linked.ModelId,
            ModelName = model.Name,
            model.Category.CategoryId,
            AssetTypeId = AssetStatus.DevicesTypeId,
            asset?.Status.AssetStatusTypeId,
            asset?.OwnerId,
            AssetTag = asset?.Tag,
            SerialNumber = asset?.Serial,
        };
    }
}
