using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>The fields for a place in every form that has them: a location, and a room in it.</summary>
internal static class PlaceFields
{
    /// <summary>The field that holds the location.</summary>
    public const string Location = "location";

    /// <summary>The field that holds the room.</summary>
    public const string Room = "room";

    private const string FilledRoom = "filledroom";
    private const string FilledAt = "filledat";
    private const int Suggestions = 50;

    /// <summary>Asks for a location.</summary>
    public static Field.Search AskLocation(NamedChoice<Location> locations, Location? chosen) =>
        new(Location, Texts.FieldLocation, LocationOptions.SourceName)
        {
            Selected = chosen is null ? null : locations.ToOption(chosen),
            Suggestions = [.. locations.Items.Take(Suggestions).Select(locations.ToOption)],
        };

    /// <summary>Asks for a room of the location.</summary>
    public static Field.Search AskRoom(NamedChoice<Room> rooms, Room? chosen) =>
        new(Room, Texts.FieldRoom, RoomOptions.SourceName)
        {
            DependsOn = Location,
            Selected = chosen is null ? null : rooms.ToOption(chosen),
            Suggestions = [.. rooms.Items.Take(Suggestions).Select(rooms.ToOption)],
        };

    /// <summary>
    /// Adds hidden arguments that record the room a form is filled with, so that it is recognized if the person chooses another
    /// location.
    /// </summary>
    public static Arguments Filled(Arguments hidden, NamedChoice<Room> rooms, Room? room) =>
        room is null ? hidden : hidden.With(FilledRoom, rooms.ToOption(room).Value).With(FilledAt, room.LocationId);

    /// <summary>Returns the answers without the room that the form was filled with, if the chosen location does not have it.</summary>
    public static Arguments Told(NamedChoice<Room> rooms, Arguments answers) =>
        IsFilled(answers) && rooms.Find(answers, Room) is null ? answers.With(Room, (string?)null) : answers;

    /// <summary>
    /// Returns the chosen room; null if there is none, or if the bot must ask. Many locations have a room 101, so a room that the
    /// form was filled with may not be meant if the person chose another location.
    /// </summary>
    public static Room? RoomIn(NamedChoice<Room> rooms, Arguments answers)
    {
        var found = rooms.Find(answers, Room);
        return found is not null && IsFilled(answers) && answers.Id(FilledAt) != found.LocationId ? null : found;
    }

    /// <summary>Returns the error for the room field if <see cref="RoomIn"/> finds no room for an answer.</summary>
    public static string WhyNot(NamedChoice<Room> rooms, Arguments answers) =>
        rooms.Find(answers, Room) is { } namesake ? Texts.FieldRoomNamesake.With(namesake.Name) : Texts.FieldRoomElsewhere;

    /// <summary>Whether the person left the room field as the form was filled, including an empty one.</summary>
    public static bool IsAsFilled(Arguments answers) => answers[Room] == answers[FilledRoom];

    private static bool IsFilled(Arguments answers) => answers[FilledRoom] is { } filled && answers[Room] == filled;
}
