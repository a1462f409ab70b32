using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.District;

/// <summary>A small made-up district: who works there, what can break where, and how a ticket moves.</summary>
public static class TestDistrict
{
    public const string Domain = "maplewood.example";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
    public static readonly Guid Facilities = Id(901);
    public static readonly Guid ServiceAccount = Id(900);

    public static readonly Location High = new(Id(10), "Maplewood High School", "MHS");
    public static readonly Location Oak = new(Id(11), "Oak Elementary", "OAK");
    public static readonly Room Room204 = new(Id(20), High.Id, "204");
    public static readonly Room OakRoom = new(Id(21), Oak.Id, "101");

    public static readonly Issue NoPicture = new(Id(30), "No picture") { CategoryId = Id(40), CategoryName = "Projector" };
    public static readonly Issue Lamp = new(Id(31), "Lamp is dim") { CategoryId = Id(40), CategoryName = "Projector" };
    public static readonly Issue Cracked = new(Id(32), "Screen cracked") { CategoryId = Id(41), CategoryName = "Chromebook" };

    public static readonly WorkflowStep Submitted = new(Id(50), "Submitted", false) { Order = 1 };
    public static readonly WorkflowStep InProgress = new(Id(51), "In Progress", false) { Order = 2 };
    public static readonly WorkflowStep Waiting = new(Id(52), "Waiting on Vendor", false) { Order = 3 };
    public static readonly WorkflowStep Resolved = new(Id(53), "Resolved", true) { Order = 4 };
    public static readonly WorkflowStep Canceled = new(Id(54), "Canceled", true) { Order = 5 };
    public static readonly WorkflowStep Shipped = new(Id(55), "Shipped to Repair Center", false) { Order = 6 };

    public static readonly CloseReason Done = new(Id(60), "Resolved", IsCancel: false);
    public static readonly CloseReason NoIssueFound = new(Id(61), "Resolved - No Issue Found", IsCancel: false);
    public static readonly CloseReason Withdrawn = new(Id(62), "Canceled", IsCancel: true);

    public static readonly PriorityLevel Low = new(Id(70), "Low", 0, 89);
    public static readonly PriorityLevel HighPriority = new(Id(71), "High", 140, 200);

    public static readonly Asset Chromebook = new(Id(76), "CB-1234", "SN-9", "Dell Chromebook 11");
    public static readonly Team Network = new(Id(75), "Network Team");

    public static readonly User Requester = Account(80, "Rosa Requester", UserRole.Faculty) with
    {
        LocationId = High.Id,
        LocationName = High.Name,
    };
    public static readonly User Follower = Account(81, "Finn Follower", UserRole.Staff);
    public static readonly User Stranger = Account(82, "Sam Stranger", UserRole.Staff);
    public static readonly User Technician = Account(83, "Tess Technician", UserRole.Agent) with
    {
        LocationId = High.Id,
        LocationName = High.Name,
    };
    public static readonly User Colleague = Account(84, "Colin Colleague", UserRole.Agent);
    public static readonly User Administrator = Account(85, "Ada Administrator", UserRole.Administrator);

    public static IReadOnlyList<User> People => [Requester, Follower, Stranger, Technician, Colleague, Administrator];

    public static IReadOnlyList<WorkflowStep> NextAfter(Guid step) =>
        step == Submitted.Id ? [InProgress, Waiting, Resolved]
        : step == InProgress.Id ? [Waiting, Resolved]
        : step == Waiting.Id ? [InProgress, Resolved]
        : step == Resolved.Id ? [InProgress, Submitted]
        : [];

    /// <summary>An ordinary open ticket of Rosa's, which names a student in every place that a ticket has.</summary>
    public static Ticket Laptop { get; } =
        new()
        {
            Id = Id(1),
            Number = "39181",
            ProductId = IncidentIqOptions.TicketingProductId,
            Subject = "Liam Novak dropped his laptop",
            Description = "Liam Novak says that it slipped. His mother knows.",
            Step = Submitted,
            PriorityScore = 150,
            Requester = new(Requester.Id, Requester.Name, Requester.Email),
            Owner = new(Requester.Id, Requester.Name, Requester.Email),
            FollowerIds = [Follower.Id],
            Issue = new(Cracked.Id, Cracked.Name, Cracked.CategoryId, Cracked.CategoryName),
            LocationId = High.Id,
            LocationName = High.Name,
            RoomId = Room204.Id,
            RoomName = Room204.Name,
            Created = Now.AddHours(-3),
            Modified = Now.AddHours(-2),
            Link = new($"https://maplewood.example/agent/tickets/{Id(1)}"),
        };

    /// <summary>What must never be shown in a shared conversation.</summary>
    public static IReadOnlyList<string> Secrets =>
        [Laptop.Subject, Laptop.Description, "Liam", "Novak", "laptop", Requester.Name, "Rosa", Requester.Email!];

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    private static User Account(int number, string name, UserRole role) =>
        new(Id(number), name, $"{name.Split(' ')[0].ToLowerInvariant()}@{Domain}", role);
}
