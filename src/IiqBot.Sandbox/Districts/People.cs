namespace IiqBot.Sandbox.Districts;

/// <summary>A security role; the ids are the same on every site (docs/reference/incident-iq-tickets.md, "Roles").</summary>
internal sealed record Role(Guid RoleId, string Name, int Portal)
{
    public static readonly Role NoAccess = Of(0, "No Access", 0);
    public static readonly Role Student = Of(1, "Student", 1);
    public static readonly Role Faculty = Of(2, "Faculty", 1);
    public static readonly Role Staff = Of(3, "Staff", 1);
    public static readonly Role Agent = Of(4, "Agent", 2);
    public static readonly Role Administrator = Of(5, "iiQ Administrator", 3);
    public static readonly Role Parent = Of(7, "Parent/Guardian", 1);

    public static readonly IReadOnlyList<Role> All = [NoAccess, Student, Faculty, Staff, Agent, Administrator, Parent];

    /// <summary>The role of this name; "requester" and "administrator" are understood too.</summary>
    public static Role? Find(string name) =>
        name.Trim().ToLowerInvariant() switch
        {
            "requester" or "requestor" => Staff,
            "administrator" or "admin" => Administrator,
            "technician" => Agent,
            "parent" or "guardian" => Parent,
            "none" or "noaccess" => NoAccess,
            _ => All.FirstOrDefault(role => role.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)),
        };

    private static Role Of(int number, string name, int portal) =>
        new(new Guid($"6d5fee76-e05e-43c0-b8e9-b8447746e50{number}"), name, portal);
}

/// <summary>Somebody with an account in the district.</summary>
internal sealed class Person
{
    public required Guid UserId { get; init; }
    public required string FirstName { get; set; }
    public required string LastName { get; set; }
    public required string Email { get; init; }
    public required Role Role { get; set; }

    /// <summary>False once somebody deactivated the account, which keeps its role.</summary>
    public bool IsActive { get; set; } = true;

    public required Guid LocationId { get; init; }
    public required string SchoolIdNumber { get; init; }
    public string? Phone { get; init; }
    public string? Grade { get; init; }
    public required DateTimeOffset Created { get; init; }

    public string Name => LastName.Length == 0 ? FirstName : $"{FirstName} {LastName}";

    public string Initials => string.Concat(new[] { FirstName, LastName }.Where(part => part.Length > 0).Select(part => part[0]));

    public bool IsAgent => Role == Role.Agent || Role == Role.Administrator;
}

/// <summary>A team of agents within one product.</summary>
internal sealed record Team(Guid TeamId, string Name, Guid ProductId, DateTimeOffset Created)
{
    public List<Guid> MemberIds { get; } = [];
}
