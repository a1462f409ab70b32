namespace IiqBot.Sandbox.Districts;

/// <summary>What kind of place a location is.</summary>
internal sealed record LocationType(Guid LocationTypeId, string Name)
{
    public static readonly LocationType School = Of(1, "School");
    public static readonly LocationType Office = Of(2, "Administration");
    public static readonly LocationType Support = Of(3, "Support Facility");

    public static readonly IReadOnlyList<LocationType> All = [School, Office, Support];

    private static LocationType Of(int number, string name) => new(new Guid($"16469164-bce0-42b1-be1c-49861087c49{number}"), name);
}

/// <summary>A school or another building of the district.</summary>
internal sealed record Location(
    Guid LocationId,
    int Number,
    string Name,
    string Abbreviation,
    LocationType Type,
    string Street,
    DateTimeOffset Created
)
{
    public List<Room> Rooms { get; } = [];
}

/// <summary>A room of a location, named as people there name it: "204", "Library".</summary>
internal sealed record Room(Guid RoomId, Guid LocationId, string Name, string TypeName);
