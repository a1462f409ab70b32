using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Searches;

/// <summary>Reads the facets that name a school or a room.</summary>
/// <param name="lookups">The site's lists.</param>
internal sealed class PlaceFacets(ILookups lookups)
{
    public async Task<FacetMeaning> LocationAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        if (
            (
                locations.Find(turn.Arguments, SearchFacets.Location)
                ?? FacetMeaning.Nearly(typed, locations.Items, location => location.Name)
            ) is
            { } meant
        )
            return new(Texts.SearchLocation.With(meant.Name), TicketFilter.AtLocation(meant.Id))
            {
                Note = SearchFacets.Is(typed, meant.Abbreviation) ? null : FacetMeaning.Mended(typed, meant.Name),
            };

        // "location:204" means a room.
        var room = typed.Any(char.IsDigit) ? await RoomAtAsync(OwnLocation(turn, locations), typed, cancellationToken) : null;
        return room
            ?? (
                typed.Any(char.IsDigit)
                    ? new(Texts.SearchLocationOrRoom.With(typed))
                    : FacetMeaning.NotFound(typed, locations.Items, location => location.Name, cancellationToken)
            );
    }

    // Many schools have a room 204. Use the location in the search, otherwise the asker's own.
    public async Task<FacetMeaning> RoomAsync(Turn turn, string typed, CancellationToken cancellationToken)
    {
        var locations = LocationOptions.Of(await lookups.LocationsAsync(cancellationToken));
        var at = turn.Arguments[SearchFacets.Location] is null
            ? OwnLocation(turn, locations)
            : locations.Find(turn.Arguments, SearchFacets.Location);
        if (at is null)
            return new(Texts.SearchRoomWhere.With(typed));
        return await RoomAtAsync(at, typed, cancellationToken) ?? new(Texts.SearchRoomUnknown.With(typed, at.Name));
    }

    private async Task<FacetMeaning?> RoomAtAsync(Location? location, string typed, CancellationToken cancellationToken) =>
        location is not null && RoomOptions.Of(await lookups.RoomsAsync(location.Id, cancellationToken)).Find(typed) is { } room
            ? new(Texts.SearchRoom.With(room.Name, location.Name), TicketFilter.InRoom(room.Id))
            : null;

    private static Location? OwnLocation(Turn turn, NamedChoice<Location> locations) =>
        locations.Items.FirstOrDefault(location => location.Id == turn.Person.Account.LocationId);
}
