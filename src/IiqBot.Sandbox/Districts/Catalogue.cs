namespace IiqBot.Sandbox.Districts;

/// <summary>A licensed product; fixed ids (docs/reference/incident-iq.md, "Products").</summary>
internal sealed record Product(Guid ProductId, string Name, string Key, int DisplayOrder)
{
    public static readonly Product Ticketing = new(new("88df910c-91aa-e711-80c2-0004ffa00010"), "Ticketing", "iiqtickets", 10);
    public static readonly Product Facilities = new(new("88df910c-91aa-e711-80c2-0004ffa00020"), "Facilities", "iiqfacilities", 20);

    public static readonly IReadOnlyList<Product> All = [Ticketing, Facilities];
}

/// <summary>
/// The ids by which files, filters and custom fields name kinds of records (docs/reference/incident-iq-tickets.md, "Kinds of
/// records").
/// </summary>
internal static class EntityType
{
    public static readonly Guid Tickets = new("888891ac-91aa-e711-80c2-100dffa00001");
    public static readonly Guid Locations = new("888891ac-91aa-e711-80c2-100dffa00002");
    public static readonly Guid Assets = new("888891ac-91aa-e711-80c2-100dffa00003");
    public static readonly Guid Users = new("888891ac-91aa-e711-80c2-100dffa00004");
    public static readonly Guid Rooms = new("888891ac-91aa-e711-80c2-100dffa00041");
}

internal sealed record IssueType(Guid IssueTypeId, string Name, Guid ProductId);

/// <summary>A group of issues, such as "Projector".</summary>
internal sealed record IssueCategory(Guid CategoryId, string Name, Product Product, IssueType Type, Workflow Workflow, int SortOrder)
{
    public required Guid WizardId { get; init; }

    /// <summary>Which teams the routing rule chooses from, by location.</summary>
    public required IReadOnlyList<string> TeamNames { get; init; }

    /// <summary>Whether that rule also names a technician.</summary>
    public required bool GoesToTechnician { get; init; }
}

/// <summary>What can be wrong, such as "No picture" in the category "Projector".</summary>
internal sealed record Issue(Guid IssueId, string Name, IssueCategory Category, int SortOrder);

internal sealed record AssetModel(Guid ModelId, string Name, string Manufacturer, Guid ManufacturerId, AssetCategory Category)
{
    public string FullName => $"{Manufacturer} {Name}";
}

/// <summary>A kind of device; its name equals that of the issue category that devices of this kind cause.</summary>
internal sealed record AssetCategory(Guid CategoryId, string Name);

internal sealed class Asset
{
    public required Guid AssetId { get; init; }
    public required string Tag { get; init; }
    public required string Serial { get; init; }
    public required AssetModel Model { get; init; }
    public required AssetStatus Status { get; init; }
    public Guid? OwnerId { get; init; }
    public required Guid LocationId { get; init; }
    public Guid? RoomId { get; init; }
    public required DateTimeOffset Created { get; init; }
}

internal sealed record AssetStatus(Guid AssetStatusTypeId, string Name, bool IsRetired)
{
    public static readonly Guid DevicesTypeId = new("2a1561e5-34ff-4fcf-87de-2a146f0e1c01");
    public static readonly AssetStatus InService = new(new("83a10b14-c3a9-4f3b-b104-da83276f9101"), "In Service", IsRetired: false);
    public static readonly AssetStatus InRepair = new(new("83a10b14-c3a9-4f3b-b104-da83276f9102"), "In Repair", IsRetired: false);
    public static readonly AssetStatus Retired = new(new("83a10b14-c3a9-4f3b-b104-da83276f9103"), "Retired", IsRetired: true);
}
