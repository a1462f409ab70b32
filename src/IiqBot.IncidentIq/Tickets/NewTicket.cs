namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// A ticket to file. The union of what the guide and the reference call required is sent
/// (docs/reference/incident-iq-changes.md, "Filing").
/// </summary>
public sealed record NewTicket
{
    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text; sent as HTML-encoded lines.</summary>
    public required string Description { get; init; }

    /// <summary>Whom it is for.</summary>
    public required Guid RequesterId { get; init; }

    /// <summary>The issue, which also decides type and category.</summary>
    public required Lookups.Issue Issue { get; init; }

    /// <summary>The school or building.</summary>
    public required Guid LocationId { get; init; }

    /// <summary>The room, where known.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>A place in words, where no room fits.</summary>
    public string? LocationDetails { get; init; }

    /// <summary>Whether it keeps somebody from working or teaching.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>Members of a ticket to change; what is null is left alone.</summary>
public sealed record TicketChanges
{
    /// <summary>One line.</summary>
    public string? Subject { get; init; }

    /// <summary>Plain text.</summary>
    public string? Description { get; init; }

    /// <summary>The issue it belongs under.</summary>
    public Guid? IssueId { get; init; }

    /// <summary>The school or building.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>The room.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>Whether it is urgent.</summary>
    public bool? IsUrgent { get; init; }

    /// <summary>The priority score.</summary>
    public int? PriorityScore { get; init; }
}

/// <summary>A ticket's service level.</summary>
/// <param name="Name">The level's name.</param>
/// <param name="Targets">What it promises.</param>
public sealed record TicketSla(string Name, IReadOnlyList<SlaTarget> Targets);

/// <summary>One promise of a service level.</summary>
/// <param name="Name">"Response Time" or "Resolution Time".</param>
/// <param name="Target">How long it may take; null when the answer has none.</param>
/// <param name="Elapsed">How long it has taken so far; null when not counted.</param>
/// <param name="IsRunning">Whether its clock is running.</param>
public sealed record SlaTarget(string Name, TimeSpan? Target, TimeSpan? Elapsed, bool IsRunning);

/// <summary>A device linked to a ticket.</summary>
/// <param name="AssetId">The device; null for an entry that names only a model.</param>
/// <param name="Tag">Its asset tag.</param>
/// <param name="SerialNumber">Its serial number.</param>
/// <param name="ModelName">Its model.</param>
public sealed record TicketAsset(Guid? AssetId, string? Tag, string? SerialNumber, string? ModelName);
