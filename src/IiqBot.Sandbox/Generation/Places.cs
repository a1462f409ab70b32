using System.Globalization;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Makes 126 locations: one large high school with 150 rooms, 115 other schools, 10 further buildings.</summary>
internal static class Places
{
    private static readonly string[] Elsewhere =
    [
        "District Office",
        "Technology Center",
        "Transportation Depot",
        "Warehouse",
        "Central Kitchen",
        "Maintenance Yard",
        "Maplewood Stadium",
        "Adult Education Center",
        "Board Room Building",
        "Early Learning Center",
    ];

    private static readonly string[] NamedRooms =
    [
        "Main Office",
        "Library",
        "Cafeteria",
        "Gym",
        "Computer Lab",
        "Nurse",
        "Staff Room",
        "Auditorium",
        "Music Room",
        "Art Room",
    ];

    public static List<Location> Make(Dice dice, DateTimeOffset created)
    {
        var locations = new List<Location> { Add(0, "Maplewood High School", LocationType.School) };
        for (var i = 0; i < 115; i++)
        {
            var kind =
                i < Names.Places.Count ? "Elementary School"
                : i % 3 == 0 ? "High School"
                : "Middle School";
            locations.Add(Add(locations.Count, $"{Names.Places[i % Names.Places.Count]} {kind}", LocationType.School));
        }

        foreach (var name in Elsewhere)
            locations.Add(
                Add(locations.Count, name, name.EndsWith("Office", StringComparison.Ordinal) ? LocationType.Office : LocationType.Support)
            );

        AddRooms(dice, locations[0], floors: 4, perFloor: 35);
        foreach (var location in locations.Skip(1))
        {
            var isSchool = location.Type == LocationType.School;
            AddRooms(dice, location, isSchool ? 2 : 1, isSchool ? dice.Between(5, 9) : dice.Between(2, 5));
        }

        return locations;

        Location Add(int number, string name, LocationType type) =>
            new(dice.Id(), number, name, Abbreviate(name), type, $"{dice.Between(100, 9900)} {dice.Pick(Names.Places)} Road", created);
    }

    private static void AddRooms(Dice dice, Location location, int floors, int perFloor)
    {
        for (var floor = 1; floor <= floors; floor++)
        {
            for (var number = 1; number <= perFloor; number++)
                Add(((floor * 100) + number).ToString(CultureInfo.InvariantCulture), "Classroom");
        }

        foreach (var name in NamedRooms.Take(location.Type == LocationType.School ? NamedRooms.Length : 1))
            Add(name, "Common");

        void Add(string name, string type) => location.Rooms.Add(new(dice.Id(), location.LocationId, name, type));
    }

    private static string Abbreviate(string name) => string.Concat(name.Split(' ').Select(word => word[0])).ToUpperInvariant();
}
