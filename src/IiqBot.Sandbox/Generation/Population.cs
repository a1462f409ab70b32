using System.Globalization;
using System.Text;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Makes 600 staff, 40 technicians in 8 teams, 4 administrators, 60 students, 20 parents and others.</summary>
internal sealed class Population(Dice dice, IReadOnlyList<Location> locations, DateTimeOffset created)
{
    private readonly HashSet<string> _emails = new(StringComparer.Ordinal);

    public static readonly IReadOnlyList<(string Name, Product Product)> TeamNames =
    [
        ("Field Technicians North", Product.Ticketing),
        ("Field Technicians South", Product.Ticketing),
        ("Classroom Technology", Product.Ticketing),
        ("Device Repair", Product.Ticketing),
        ("Network", Product.Ticketing),
        ("Applications", Product.Ticketing),
        ("Building Maintenance", Product.Facilities),
        ("Custodial and Grounds", Product.Facilities),
    ];

    public List<Person> People { get; } = [];

    public List<Team> Teams { get; } = [];

    public Person ServiceAccount { get; private set; } = null!;

    public Population Make()
    {
        ServiceAccount = Add("Chat Bot", "Service", Role.Administrator, locations[0]);
        for (var i = 0; i < 600; i++)
            Add(dice.Pick(Names.First), dice.Pick(Names.Last), i % 4 == 0 ? Role.Staff : Role.Faculty, Workplace(i));
        for (var i = 0; i < 40; i++)
            Add(dice.Pick(Names.First), dice.Pick(Names.Last), Role.Agent, locations[^9]);
        for (var i = 0; i < 4; i++)
            Add(dice.Pick(Names.First), dice.Pick(Names.Last), Role.Administrator, locations[^10]);
        for (var i = 0; i < 60; i++)
            Add(dice.Pick(Names.First), dice.Pick(Names.Last), Role.Student, dice.Pick(locations), grade: dice.Between(1, 13));
        for (var i = 0; i < 20; i++)
            Add(dice.Pick(Names.First), dice.Pick(Names.Last), Role.Parent, dice.Pick(locations));
        Add("Former", "Employee", Role.NoAccess, locations[1]);

        var technicians = People.Where(person => person.Role == Role.Agent).ToList();
        for (var i = 0; i < TeamNames.Count; i++)
        {
            var team = new Team(dice.Id(), TeamNames[i].Name, TeamNames[i].Product.ProductId, created);
            team.MemberIds.AddRange(technicians.Skip(i * 5).Take(5).Select(person => person.UserId));
            Teams.Add(team);
        }

        return this;
    }

    // Every ninth works at the large school; the rest are spread evenly, so that every school has somebody.
    private Location Workplace(int index) => index % 9 == 0 ? locations[0] : locations[index % locations.Count];

    private Person Add(string first, string last, Role role, Location location, int? grade = null)
    {
        var person = new Person
        {
            UserId = dice.Id(),
            FirstName = first,
            LastName = last,
            Email = Address(first, last),
            Role = role,
            LocationId = location.LocationId,
            SchoolIdNumber = dice.Digits(6),
            Phone = $"555-01{dice.Digits(2)}",
            Grade = grade?.ToString(CultureInfo.InvariantCulture),
            Created = created,
        };
        People.Add(person);
        return person;
    }

    private string Address(string first, string last)
    {
        var name = $"{Letters(first)}.{Letters(last)}";
        var address = $"{name}@maplewood.example";
        for (var number = 2; !_emails.Add(address); number++)
            address = $"{name}{number}@maplewood.example";
        return address;
    }

    private static string Letters(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();
}
