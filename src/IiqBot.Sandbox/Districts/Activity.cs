namespace IiqBot.Sandbox.Districts;

/// <summary>One entry of a ticket's timeline (docs/reference/incident-iq-changes.md, "Activities").</summary>
internal sealed class Activity
{
    public required Guid ActivityId { get; init; }
    public required Guid TicketId { get; init; }

    /// <summary>Who did it; absent where the system did.</summary>
    public Guid? OwnerId { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; set; }

    /// <summary>Whether the requester may read it; null where the entry does not say.</summary>
    public bool? IsPublic { get; set; }
    public bool IsDeleted { get; set; }
    public required IReadOnlyList<ActivityItem> Items { get; set; }
}

internal enum ItemKind
{
    Comment,
    Action,
    Attachment,
    Revision,
    WorkflowLog,
    RuleExecution,
}

/// <summary>A part of a timeline entry; which members it has depends on its kind.</summary>
internal sealed record ActivityItem(ItemKind Kind, int TypeId, Guid ItemId)
{
    public Guid? ByUserId { get; init; }

    /// <summary>The comment, as HTML, or the notes.</summary>
    public string? Text { get; init; }
    public string? ExternalId { get; init; }
    public string? RevisionJson { get; init; }
    public Guid? ResolutionActionId { get; init; }
    public int? EffortMinutes { get; init; }
    public Guid? FileId { get; init; }
    public string? RuleName { get; init; }

    /// <summary>Whether the rule or the outgoing call succeeded.</summary>
    public bool IsSuccessful { get; init; } = true;
}
