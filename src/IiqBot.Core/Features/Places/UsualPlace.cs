using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>
/// Where somebody usually is: what they set, and else their account's location. What they set and Incident IQ no longer has counts as
/// not set.
/// </summary>
public sealed class UsualPlace(IPersonalSettings settings, RoomsAtHand atHand, ILookups lookups)
{
    /// <summary>Where somebody usually is.</summary>
    /// <exception cref="StorageUnavailableException">The settings cannot be read.</exception>
    public async Task<Place> OfAsync(Person person, CancellationToken cancellationToken) =>
        await FindAsync(person, await settings.FindAsync(person.Id, cancellationToken), lookups.RoomsAsync, cancellationToken);

    /// <summary>
    /// What to offer in a form, where the person can still change it: the account's location while the bot cannot read the settings, and no
    /// room if the rooms do not arrive soon.
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

/// <summary>Where somebody usually is.</summary>
/// <param name="Set">What they set.</param>
/// <param name="Location">The school or building; null when they set none and their account has none.</param>
/// <param name="Room">Their usual room there; null for none.</param>
/// <param name="Rooms">All rooms there.</param>
public sealed record Place(PersonalSettings Set, Location? Location, Room? Room, IReadOnlyList<Room> Rooms)
{
    /// <summary>Whether they chose the location themselves; otherwise it is their account's.</summary>
    public bool IsChosen { get; init; }

    /// <summary>
    /// The room that words are about: the one they name, also when it is none that Incident IQ knows, and else the usual one.
    /// </summary>
    public Room? RoomFor(FilingGuess said) => said.RoomWords is null ? Room : said.Room;
}
