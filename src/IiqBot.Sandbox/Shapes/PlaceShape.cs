using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Shapes;

internal static class PlaceShape
{
    /// <summary>On tickets and people, where the type is a plain string.</summary>
    public static object Brief(Location location) =>
        new
        {
            location.LocationId,
            District.SiteId,
            location.Name,
            location.Abbreviation,
            location.Type.LocationTypeId,
            LocationType = location.Type.Name,
            IsReservable = false,
            IsDeleted = false,
        };

    /// <summary>In the location lists, where the type is an object.</summary>
    /// <param name="location">The location.</param>
    /// <param name="rights">What the token's user may do there, in lists that say so.</param>
    public static object Full(Location location, IReadOnlyList<string>? rights = null) =>
        new
        {
            location.LocationId,
            District.SiteId,
            Product.Ticketing.ProductId,
            location.Name,
            location.Abbreviation,
            Address = new
            {
                Street1 = location.Street,
                City = "Maplewood",
                State = "NY",
                Country = "USA",
            },
            location.Type.LocationTypeId,
            LocationType = new
            {
                location.Type.LocationTypeId,
                location.Type.Name,
                IsDeleted = false,
                Scope = "All",
            },
            IsReservable = false,
            IsDeleted = false,
            CreatedDate = new SiteTime(location.Created),
            ModifiedDate = new SiteTime(location.Created),
            RoomCount = location.Rooms.Count,
            Rights = rights,
        };

    public static object Room(Room room, District district)
    {
        var location = district.LocationsById[room.LocationId];
        return new
        {
            LocationRoomId = room.RoomId,
            District.SiteId,
            location.LocationId,
            LocationName = location.Name,
            LocationAbbreviation = location.Abbreviation,
            room.Name,
            LocationRoomTypeName = room.TypeName,
            SeatingCapacity = 30,
            IsAvailable = true,
            IsExternallyAvailable = false,
            IsDeleted = false,
            CreatedDate = new SiteTime(location.Created),
            ModifiedDate = new SiteTime(location.Created),
        };
    }
}
