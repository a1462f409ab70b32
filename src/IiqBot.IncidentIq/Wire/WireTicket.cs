namespace IiqBot.IncidentIq.Wire;

/// <summary>A ticket as it comes (incident-iq-api.md, section 7). What this client does not use is not read.</summary>
internal sealed record WireTicket
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

    public bool? IsDeleted { get; init; }

    public bool? IsPastDue { get; init; }

    public bool? IsUrgent { get; init; }

    public bool? HasSensitiveInformation { get; init; }

    public int? Priority { get; init; }

    public WireTicketAsset[]? Assets { get; init; }

    public Guid? OwnerId { get; init; }

    public WireUser? Owner { get; init; }

    public Guid? ForId { get; init; }

    public WireUser? For { get; init; }

    public Guid? AssignedToUserId { get; init; }

    public WireUser? AssignedToUser { get; init; }

    public Guid? AssignedToTeamId { get; init; }

    public WireTeam? AssignedToTeam { get; init; }

    public Guid?[]? TicketFollowerUserIds { get; init; }

    public Guid? LocationId { get; init; }

    public WireLocation? Location { get; init; }

    public Guid? LocationRoomId { get; init; }

    public WireRoom? LocationRoom { get; init; }

    public string? LocationDetails { get; init; }

    public Guid? IssueId { get; init; }

    public WireIssue? Issue { get; init; }

    public Guid? WorkflowId { get; init; }

    public Guid? WorkflowStepId { get; init; }

    public WireStep? WorkflowStep { get; init; }

    public Guid? CloseReasonTypeId { get; init; }
}

/// <summary>A ticket's service level (section 9).</summary>
internal sealed record WireTicketSla
{
    public WireSla? Sla { get; init; }

    public WireSlaTime[]? SlaTimes { get; init; }
}

/// <summary>A service level and its promises.</summary>
internal sealed record WireSla
{
    public string? Name { get; init; }

    public WireMetric[]? Metrics { get; init; }
}

/// <summary>One promise.</summary>
internal sealed record WireMetric
{
    public string? Name { get; init; }

    public double? ValueInMinutes { get; init; }
}

/// <summary>How long one promise's clock has run.</summary>
internal sealed record WireSlaTime
{
    public string? Name { get; init; }

    public double? LogMinutes { get; init; }

    public bool? IsRunning { get; init; }
}

/// <summary>A device linked to a ticket (section 7).</summary>
internal sealed record WireTicketAsset
{
    public Guid? TicketAssetId { get; init; }

    public Guid? ModelId { get; init; }

    public Guid? CategoryId { get; init; }

    public Guid? AssetId { get; init; }

    public string? AssetTag { get; init; }

    public string? SerialNumber { get; init; }

    public string? ModelName { get; init; }
}

/// <summary>What the number and free searches find (section 6.6).</summary>
internal sealed record WireSearch
{
    public WireTicket[]? Tickets { get; init; }
}
