namespace IiqBot.Sandbox.Districts;

/// <summary>Everything the made-up help desk knows. Guarded by the one lock of <see cref="Http.World"/>.</summary>
internal sealed class District
{
    public static readonly Guid SiteId = new("5f1d7e00-0000-4000-8000-000000000001");
    public const string Name = "Maplewood School District";
    public const string Domain = "maplewood.example";

    public required IReadOnlyList<Location> Locations { get; init; }
    public required List<Person> People { get; init; }
    public required IReadOnlyList<Team> Teams { get; init; }
    public required IReadOnlyList<Workflow> Workflows { get; init; }
    public required IReadOnlyList<IssueType> IssueTypes { get; init; }
    public required IReadOnlyList<IssueCategory> Categories { get; init; }
    public required IReadOnlyList<Issue> Issues { get; init; }
    public required IReadOnlyList<AssetModel> Models { get; init; }
    public required IReadOnlyList<Asset> Assets { get; init; }

    /// <summary>Whom the token stands for.</summary>
    public required Person ServiceAccount { get; init; }

    /// <summary>All tickets in the order in which they were filed.</summary>
    public List<Ticket> Tickets { get; } = [];

    public Dictionary<Guid, Ticket> TicketsById { get; } = [];

    public Dictionary<Guid, Activity> ActivitiesById { get; } = [];

    public Dictionary<Guid, StoredFile> Files { get; } = [];

    public required Dictionary<Guid, Person> PeopleById { get; init; }
    public required IReadOnlyDictionary<Guid, Location> LocationsById { get; init; }
    public required IReadOnlyDictionary<Guid, Room> RoomsById { get; init; }
    public required IReadOnlyDictionary<Guid, Team> TeamsById { get; init; }
    public required IReadOnlyDictionary<Guid, Issue> IssuesById { get; init; }
    public required IReadOnlyDictionary<Guid, WorkflowStep> StepsById { get; init; }
    public required IReadOnlyDictionary<Guid, Asset> AssetsById { get; init; }
    public required IReadOnlyDictionary<Guid, AssetModel> ModelsById { get; init; }

    public Person? PersonByEmail(string email) =>
        People.FirstOrDefault(person => person.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    public void Add(Person person)
    {
        People.Add(person);
        PeopleById.Add(person.UserId, person);
    }

    public void Add(Ticket ticket)
    {
        Tickets.Add(ticket);
        TicketsById.Add(ticket.TicketId, ticket);
    }

    public void Add(Ticket ticket, Activity activity)
    {
        ticket.Activities.Add(activity);
        ActivitiesById.Add(activity.ActivityId, activity);
    }
}
