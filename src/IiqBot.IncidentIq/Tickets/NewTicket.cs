namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// A ticket to file. The client sends every member that the guide or the reference calls required
/// (docs/reference/incident-iq-changes.md, "Filing").
/// </summary>
public sealed record NewTicket
{
    /// <summary>The subject, on one line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text; sent as HTML-encoded lines.</summary>
    public required string Description { get; init; }

    /// <summary>The person the ticket is for.</summary>
    public required Guid RequesterId { get; init; }

    /// <summary>The issue. It also decides type and category.</summary>
    public required Lookups.Issue Issue { get; init; }

    /// <summary>The school or building.</summary>
    public required Guid LocationId { get; init; }

    /// <summary>The room, if known.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>The place in words, if no room fits.</summary>
    public string? LocationDetails { get; init; }

    /// <summary>Whether the problem keeps somebody from working or teaching.</summary>
    public bool IsUrgent { get; init; }
}

/// <summary>The changes to a ticket. Null leaves a member unchanged.</summary>
public sealed record TicketChanges
{
    /// <summary>The subject, on one line.</summary>
    public string? Subject { get; init; }

    /// <summary>The description, as plain text.</summary>
    public string? Description { get; init; }

    /// <summary>The issue.</summary>
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
/// <param name="Targets">Its targets.</param>
public sealed record TicketSla(string Name, IReadOnlyList<SlaTarget> Targets);

/// <summary>One target of a service level.</summary>
/// <param name="Name">"Response Time" or "Resolution Time".</param>
/// <param name="Target">How long it may take; null if the answer has no value.</param>
/// <param name="Elapsed">How long it has taken so far; null if it is not measured.</param>
/// <param name="IsRunning">Whether its clock is running.</param>
public sealed record SlaTarget(string Name, TimeSpan? Target, TimeSpan? Elapsed, bool IsRunning);

/// <summary>A device linked to a ticket.</summary>
/// <param name="AssetId">The device; null if the entry names only a model.</param>
/// <param name="Tag">Its asset tag.</param>
/// <param name="SerialNumber">Its serial number.</param>
/// <param name="ModelName">Its model.</param>
public sealed record TicketAsset(Guid? AssetId, string? Tag, string? SerialNumber, string? ModelName);
