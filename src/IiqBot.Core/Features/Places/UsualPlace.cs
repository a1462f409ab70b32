using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>
/// A person's usual place: their setting, otherwise their account's location. A setting that Incident IQ no longer knows is ignored.
/// </summary>
public sealed class UsualPlace(IPersonalSettings settings, RoomsAtHand atHand, ILookups lookups)
{
    /// <summary>Returns a person's usual place.</summary>
    /// <exception cref="StorageUnavailableException">The settings cannot be read.</exception>
    public async Task<Place> OfAsync(Person person, CancellationToken cancellationToken) =>
        await FindAsync(person, await settings.FindAsync(person.Id, cancellationToken), lookups.RoomsAsync, cancellationToken);

    /// <summary>
    /// Returns the place to offer in a form, where the person can still change it. While the settings cannot be read, this is the
    /// account's location; if the rooms do not arrive in time, it has no room.
    /// </summary>
    public async Task<Place> OfferAsync(Person person, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(person, await settings.FindAsync(person.Id, cancellationToken), atHand.OfAsync, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return await FindAsync(person, PersonalSettings.None, atHand.OfAsync, cancellationToken);
        }
    }

    private async Task<Place> FindAsync(
        Person person,
        PersonalSettings set,
        Func<Guid, CancellationToken, Task<IReadOnlyList<Room>>> roomsOf,
        CancellationToken cancellationToken
    )
    {
        var locations = await lookups.LocationsAsync(cancellationToken);
        var chosen = locations.FirstOrDefault(location => location.Id == set.LocationId);
        var location = chosen ?? locations.FirstOrDefault(location => location.Id == person.Account.LocationId);
        var rooms = location is null ? [] : await roomsOf(location.Id, cancellationToken);
        return new(set, location, rooms.FirstOrDefault(room => room.Id == set.RoomId), rooms) { IsChosen = chosen is not null };
    }
}

/// <summary>A person's usual place.</summary>
/// <param name="Set">Their settings.</param>
/// <param name="Location">The school or building; null if neither their settings nor their account have one.</param>
/// <param name="Room">Their usual room there; null if there is none.</param>
/// <param name="Rooms">All rooms there.</param>
public sealed record Place(PersonalSettings Set, Location? Location, Room? Room, IReadOnlyList<Room> Rooms)
{
    /// <summary>Whether they chose the location themselves; otherwise it comes from their account.</summary>
    public bool IsChosen { get; init; }

    /// <summary>
    /// Returns the room that a line is about: the one it names (null if Incident IQ does not know it), otherwise the usual one.
    /// </summary>
    public Room? RoomFor(FilingGuess said) => said.RoomWords is null ? Room : said.Room;
}
