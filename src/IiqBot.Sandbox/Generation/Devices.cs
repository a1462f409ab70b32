using System.Globalization;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Makes 5,000 devices of the models that schools buy: most are Chromebooks, every room has its projector.</summary>
internal sealed class Devices(Dice dice, IReadOnlyList<Location> locations, IReadOnlyList<Person> people, DateTimeOffset created)
{
    /// <summary>One line per model: category | manufacturer | model | share of all devices in per mille.</summary>
    private const string Table = """
        Chromebook|Dell|Chromebook 3110|260
        Chromebook|Dell|Chromebook 11|160
        Chromebook|Acer|Chromebook 311|140
        Windows Laptop|HP|ProBook 440|70
        Windows Laptop|Dell|Latitude 3420|50
        MacBook|Apple|MacBook Air|20
        iPad|Apple|iPad 9th Gen|60
        Desktop Computer|Dell|OptiPlex 3000|50
        Printer|HP|LaserJet M404|30
        Printer|Brother|HL-L6200|20
        Copier|Ricoh|IM 4000|10
        Projector|Epson|PowerLite 118|50
        Projector|BenQ|MX560|20
        Interactive Display|Promethean|ActivPanel 75|25
        Document Camera|IPEVO|V4K|20
        Sound System|Lightspeed|Redcat|10
        Phone|Cisco|IP Phone 7841|5
        """;

    public List<AssetModel> Models { get; } = [];

    public List<Asset> All { get; } = [];

    public Devices Make()
    {
        var categories = new Dictionary<string, AssetCategory>(StringComparer.Ordinal);
        var makers = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var line in Table.Split('\n'))
        {
            var cells = line.Trim().Split('|');
            if (!categories.TryGetValue(cells[0], out var category))
                categories[cells[0]] = category = new(dice.Id(), cells[0]);
            if (!makers.TryGetValue(cells[1], out var maker))
                makers[cells[1]] = maker = dice.Id();
            var model = new AssetModel(dice.Id(), cells[2], cells[1], maker, category);
            Models.Add(model);
            for (var i = 0; i < int.Parse(cells[3], CultureInfo.InvariantCulture) * 5; i++)
                All.Add(Make(model));
        }

        return this;
    }

    private Asset Make(AssetModel model)
    {
        var isPersonal = model.Category.Name is "Chromebook" or "Windows Laptop" or "MacBook" or "iPad";
        var owner = isPersonal && dice.Chance(0.5) ? dice.Pick(people) : null;
        var location = owner is null ? dice.Pick(locations) : locations.First(place => place.LocationId == owner.LocationId);
        return new Asset
        {
            AssetId = dice.Id(),
            Tag = $"MW{10001 + All.Count}",
            Serial = $"5CD{dice.Digits(7)}",
            Model = model,
            Status =
                dice.Chance(0.9) ? AssetStatus.InService
                : dice.Chance(0.6) ? AssetStatus.InRepair
                : AssetStatus.Retired,
            OwnerId = owner?.UserId,
            LocationId = location.LocationId,
            RoomId = isPersonal ? null : dice.Pick(location.Rooms).RoomId,
            Created = created,
        };
    }
}
