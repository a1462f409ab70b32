namespace IiqBot.Core.Model;

/// <summary>A kind of change that others want to know about.</summary>
public enum NewsKind
{
    /// <summary>Somebody filed the ticket for another person.</summary>
    Filed,

    /// <summary>Somebody assigned it.</summary>
    Assigned,

    /// <summary>Somebody assigned it to themselves.</summary>
    Taken,

    /// <summary>Somebody changed its status.</summary>
    Moved,

    /// <summary>Somebody resolved it, perhaps with a note to the requester.</summary>
    Resolved,

    /// <summary>Somebody canceled it.</summary>
    Canceled,

    /// <summary>Somebody reopened it.</summary>
    Reopened,

    /// <summary>Somebody wrote a comment that everybody on the ticket can read; never a private note.</summary>
    Commented,

    /// <summary>Somebody undid the last change.</summary>
    Undone,
}

/// <summary>A change that somebody made to a ticket through the bot.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="ById">Who made it.</param>
/// <param name="By">Their name.</param>
public sealed record TicketNews(NewsKind Kind, Guid TicketId, Guid ById, string By)
{
    /// <summary>The name of the new status or assignee; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>The note or comment that came with it for everybody on the ticket; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The requester.</summary>
    public Guid? RequesterId { get; init; }

    /// <summary>The assignee before the change.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>The person to whom this change assigned it; null for the other changes.</summary>
    public Guid? NewAssigneeId { get; init; }

    /// <summary>The people who got a notice of the change that was undone; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>The people to notify. No other place decides that. The person who made the change is never among them.</summary>
    public IEnumerable<Guid> Hearers => Concerned.OfType<Guid>().Where(person => person != ById).Distinct();

    private IEnumerable<Guid?> Concerned =>
        Kind switch
        {
            NewsKind.Filed or NewsKind.Taken or NewsKind.Moved or NewsKind.Resolved => [RequesterId],
            NewsKind.Assigned => [RequesterId, NewAssigneeId],
            NewsKind.Commented or NewsKind.Canceled or NewsKind.Reopened => ById == RequesterId ? [AssigneeId] : [RequesterId],
            NewsKind.Undone => (Told ?? []).Cast<Guid?>(),
            _ => [],
        };
}
