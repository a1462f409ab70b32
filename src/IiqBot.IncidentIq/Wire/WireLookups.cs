using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>A person, in all the forms that the API uses (docs/reference/incident-iq-records.md, "People" and "People in lists").</summary>
internal sealed record WireUser : IWireRow
{
    public Guid? UserId { get; init; }

    public string? FullName { get; init; }

    public string? Name { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Username { get; init; }

    public string? SchoolIdNumber { get; init; }

    public Guid? RoleId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireRole>))]
    public WireRole? Role { get; init; }

    public Guid? LocationId { get; init; }

    public string? LocationName { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireLocation>))]
    public WireLocation? Location { get; init; }

    [JsonConverter(typeof(DecidingFlagConverter))]
    public bool? IsDeleted { get; init; }

    /// <summary>False for a deactivated account. Light forms of lists omit it.</summary>
    [JsonConverter(typeof(DecidingFlagConverter))]
    public bool? IsActive { get; init; }

    Guid? IWireRow.Key => UserId;
}

/// <summary>A role.</summary>
internal sealed record WireRole
{
    public Guid? RoleId { get; init; }
}

/// <summary>A team.</summary>
internal sealed record WireTeam : IWireRow
{
    public Guid? TeamId { get; init; }

    public string? TeamName { get; init; }

    public bool? IsDeleted { get; init; }

    Guid? IWireRow.Key => TeamId;
}

/// <summary>
/// A location. Its LocationType is sometimes an object and sometimes a text (docs/reference/incident-iq-tickets.md, "Members of a
/// ticket"), so it is not read.
/// </summary>
internal sealed record WireLocation : IWireRow
{
    public Guid? LocationId { get; init; }

    public string? Name { get; init; }

    public string? Abbreviation { get; init; }

    public bool? IsDeleted { get; init; }

    Guid? IWireRow.Key => LocationId;
}

/// <summary>A room.</summary>
internal sealed record WireRoom : IWireRow
{
    public Guid? LocationRoomId { get; init; }

    public Guid? LocationId { get; init; }

    public string? Name { get; init; }

    public bool? IsDeleted { get; init; }

    Guid? IWireRow.Key => LocationRoomId;
}

/// <summary>An issue.</summary>
internal sealed record WireIssue : IWireRow
{
    public Guid? IssueId { get; init; }

    public string? Name { get; init; }

    public Guid? IssueTypeId { get; init; }

    public Guid? IssueCategoryId { get; init; }

    public string? IssueCategoryName { get; init; }

    public Guid? ProductId { get; init; }

    Guid? IWireRow.Key => IssueId;
}

/// <summary>A device (docs/reference/incident-iq-records.md, "Devices").</summary>
internal sealed record WireAsset : IWireRow
{
    public Guid? AssetId { get; init; }

    public string? AssetTag { get; init; }

    public string? SerialNumber { get; init; }

    public string? Name { get; init; }

    public string? ModelName { get; init; }

    public bool? IsDeleted { get; init; }

    Guid? IWireRow.Key => AssetId;
}

/// <summary>A workflow step, as in tickets, statuses and next steps (docs/reference/incident-iq-changes.md, "Statuses").</summary>
internal sealed record WireStep : IWireRow
{
    public Guid? WorkflowStepId { get; init; }

    public Guid? WorkflowId { get; init; }

    public string? StepName { get; init; }

    public string? StatusName { get; init; }

    public bool? IsClosed { get; init; }

    public bool? IsDeleted { get; init; }

    public string? Color { get; init; }

    public int? DisplayOrder { get; init; }

    Guid? IWireRow.Key => WorkflowStepId;
}

/// <summary>A band of priority scores.</summary>
internal sealed record WirePriority : IWireRow
{
    public Guid? PriorityLevelId { get; init; }

    public string? Name { get; init; }

    public int? Min { get; init; }

    public int? Max { get; init; }

    public string? Color { get; init; }

    Guid? IWireRow.Key => PriorityLevelId;
}

/// <summary>A reason for closing.</summary>
internal sealed record WireCloseReason : IWireRow
{
    public Guid? CloseReasonTypeId { get; init; }

    public string? Name { get; init; }

    Guid? IWireRow.Key => CloseReasonTypeId;
}

/// <summary>The site (docs/reference/incident-iq.md, "The site").</summary>
internal sealed record WireSite
{
    public Guid? SiteId { get; init; }

    public string? Name { get; init; }

    public string? IanaTimeZone { get; init; }

    public string? TimeZone { get; init; }
}
