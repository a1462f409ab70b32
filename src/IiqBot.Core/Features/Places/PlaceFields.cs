using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>The questions where something is, in every form that asks them: a location, and a room there.</summary>
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

    /// <summary>What a form that brings a room along hides besides, so that it is known again when another location was chosen.</summary>
    public static Arguments Filled(Arguments hidden, NamedChoice<Room> rooms, Room? room) =>
        room is null ? hidden : hidden.With(FilledRoom, rooms.ToOption(room).Value).With(FilledAt, room.LocationId);

    /// <summary>The answers, without a room that the form brought along and the location that was chosen does not have.</summary>
    public static Arguments Told(NamedChoice<Room> rooms, Arguments answers) =>
        IsFilled(answers) && rooms.Find(answers, Room) is null ? answers.With(Room, (string?)null) : answers;

    /// <summary>
    /// The room that was answered; null for none, or where it must be asked: many locations have a room 101, so one that the form brought
    /// along from another location may not be meant.
    /// </summary>
    public static Room? RoomIn(NamedChoice<Room> rooms, Arguments answers)
    {
        var found = rooms.Find(answers, Room);
        return found is not null && IsFilled(answers) && answers.Id(FilledAt) != found.LocationId ? null : found;
    }

    /// <summary>What to say at the room's field when <see cref="RoomIn"/> finds none for an answer.</summary>
    public static string WhyNot(NamedChoice<Room> rooms, Arguments answers) =>
        rooms.Find(answers, Room) is { } namesake ? Texts.FieldRoomNamesake.With(namesake.Name) : Texts.FieldRoomElsewhere;

    /// <summary>Whether the room's field was left as the form brought it, also when that was empty.</summary>
    public static bool IsAsFilled(Arguments answers) => answers[Room] == answers[FilledRoom];

    private static bool IsFilled(Arguments answers) => answers[FilledRoom] is { } filled && answers[Room] == filled;
}
