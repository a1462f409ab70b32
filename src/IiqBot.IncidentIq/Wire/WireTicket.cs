using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>
/// A ticket on the wire (docs/reference/incident-iq-tickets.md, "Members of a ticket"). Members that this client does not use are not
/// read.
/// </summary>
internal sealed record WireTicket : IWireRow
{
    public Guid? TicketId { get; init; }

    public string? TicketNumber { get; init; }

    public Guid? ProductId { get; init; }

    public string? Subject { get; init; }

    public string? IssueDescription { get; init; }

    public string? CreatedDate { get; init; }

    public string? ModifiedDate { get; init; }

    public string? ClosedDate { get; init; }

    public string? DueDate { get; init; }

    public bool? IsClosed { get; init; }

    [JsonConverter(typeof(DecidingFlagConverter))]
    public bool? IsDeleted { get; init; }

    public bool? IsPastDue { get; init; }

    public bool? IsUrgent { get; init; }

    [JsonConverter(typeof(DecidingFlagConverter))]
    public bool? HasSensitiveInformation { get; init; }

    public int? Priority { get; init; }

    [JsonConverter(typeof(LooseListConverter<WireTicketAsset>))]
    public WireTicketAsset[]? Assets { get; init; }

    public Guid? OwnerId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireUser>))]
    public WireUser? Owner { get; init; }

    public Guid? ForId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireUser>))]
    public WireUser? For { get; init; }

    public Guid? AssignedToUserId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireUser>))]
    public WireUser? AssignedToUser { get; init; }

    public Guid? AssignedToTeamId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireTeam>))]
    public WireTeam? AssignedToTeam { get; init; }

    [JsonConverter(typeof(LooseListConverter<Guid?>))]
    public Guid?[]? TicketFollowerUserIds { get; init; }

    public Guid? LocationId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireLocation>))]
    public WireLocation? Location { get; init; }

    public Guid? LocationRoomId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireRoom>))]
    public WireRoom? LocationRoom { get; init; }

    public string? LocationDetails { get; init; }

    public Guid? IssueId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireIssue>))]
    public WireIssue? Issue { get; init; }

    public Guid? WorkflowId { get; init; }

    public Guid? WorkflowStepId { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<WireStep>))]
    public WireStep? WorkflowStep { get; init; }

    public Guid? CloseReasonTypeId { get; init; }

    Guid? IWireRow.Key => TicketId;
}

/// <summary>A ticket's service level (docs/reference/incident-iq-changes.md, "Service levels").</summary>
internal sealed record WireTicketSla
{
    [JsonConverter(typeof(LooseObjectConverter<WireSla>))]
    public WireSla? Sla { get; init; }

    [JsonConverter(typeof(LooseListConverter<WireSlaTime>))]
    public WireSlaTime[]? SlaTimes { get; init; }
}

/// <summary>A service level and its targets.</summary>
internal sealed record WireSla
{
    public string? Name { get; init; }

    [JsonConverter(typeof(LooseListConverter<WireMetric>))]
    public WireMetric[]? Metrics { get; init; }
}

/// <summary>One target.</summary>
internal sealed record WireMetric
{
    public string? Name { get; init; }

    public double? ValueInMinutes { get; init; }
}

/// <summary>How long the clock of one target has run.</summary>
internal sealed record WireSlaTime
{
    public string? Name { get; init; }

    public double? LogMinutes { get; init; }

    public bool? IsRunning { get; init; }
}

/// <summary>A device linked to a ticket (docs/reference/incident-iq-tickets.md, "Members of a ticket").</summary>
internal sealed record WireTicketAsset : IWireRow
{
    public Guid? TicketAssetId { get; init; }

    public Guid? ModelId { get; init; }

    public Guid? CategoryId { get; init; }

    public Guid? AssetId { get; init; }

    public string? AssetTag { get; init; }

    public string? SerialNumber { get; init; }

    public string? ModelName { get; init; }

    /// <summary>An entry may only name its device, without any id.</summary>
    Guid? IWireRow.Key => TicketAssetId ?? AssetId ?? ModelId ?? CategoryId ?? Guid.Empty;
}

/// <summary>The result of the number and free searches (docs/reference/incident-iq-tickets.md, "Finding by number and words").</summary>
internal sealed record WireSearch
{
    [JsonConverter(typeof(LooseListConverter<WireTicket>))]
    public WireTicket[]? Tickets { get; init; }
}
