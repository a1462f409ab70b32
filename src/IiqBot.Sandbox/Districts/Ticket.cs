namespace IiqBot.Sandbox.Districts;

/// <summary>
/// A ticket as the help desk keeps it. Its lists are replaced, never changed in place, so that a clone stays as it was.
/// </summary>
internal sealed class Ticket
{
    public required Guid TicketId { get; init; }
    public required string Number { get; init; }
    public required int NumberSort { get; init; }
    public required Guid ProductId { get; set; }
    public string? Subject { get; set; }
    public string? Description { get; set; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; set; }
    public DateTimeOffset ModifiedByUser { get; set; }
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Closed { get; set; }
    public DateTimeOffset? Due { get; set; }
    public bool IsDeleted { get; set; }
    public bool IsUrgent { get; set; }
    public bool IsIssueConfirmed { get; set; }
    public bool IsSensitive { get; set; }
    public required Guid OwnerId { get; set; }
    public required Guid ForId { get; set; }
    public Guid? AssignedToUserId { get; set; }
    public Guid? AssignedToTeamId { get; set; }
    public Guid? ClosedByUserId { get; set; }
    public required Guid LocationId { get; set; }
    public Guid? RoomId { get; set; }
    public string? LocationDetails { get; set; }
    public required Issue Issue { get; set; }
    public required WorkflowStep Step { get; set; }
    public Guid? PreviousStepId { get; set; }
    public Guid? CloseReasonTypeId { get; set; }
    public int Priority { get; set; } = 50;
    public Guid? SlaId { get; set; }
    public int SourceId { get; set; } = 1;
    public IReadOnlyList<TicketAsset> Assets { get; set; } = [];
    public IReadOnlyList<CustomFieldValue> CustomFieldValues { get; set; } = [];
    public IReadOnlyList<Guid> TagIds { get; set; } = [];
    public IReadOnlyList<Guid> FollowerUserIds { get; set; } = [];
    public IReadOnlyList<Guid> FollowerTeamIds { get; set; } = [];
    public IReadOnlyList<Guid> FileIds { get; set; } = [];

    /// <summary>Earlier states, oldest first, for a search that lags behind.</summary>
    public List<Ticket> Past { get; private set; } = [];

    public List<Activity> Activities { get; private set; } = [];

    public bool IsClosed => Step.IsClosed;

    public Ticket Clone() => (Ticket)MemberwiseClone();
}

/// <summary>A device on a ticket, or only its model where the device itself is not known.</summary>
internal sealed record TicketAsset(Guid TicketAssetId, Guid? AssetId, Guid ModelId, DateTimeOffset Created);

internal sealed record CustomFieldValue(Guid CustomFieldTypeId, int EditorTypeId, string? Value);

internal sealed record StoredFile(Guid FileId, string FileName, string MimeType, byte[] Content, DateTimeOffset Created, Guid CreatedById);
