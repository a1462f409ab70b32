namespace IiqBot.Core.Model;

/// <summary>A kind of change that others want to hear of.</summary>
public enum NewsKind
{
    /// <summary>Somebody filed the ticket for somebody else.</summary>
    Filed,

    /// <summary>Somebody assigned it.</summary>
    Assigned,

    /// <summary>Somebody assigned it to themselves.</summary>
    Taken,

    /// <summary>It got another status.</summary>
    Moved,

    /// <summary>It was resolved, perhaps with a note to the requester.</summary>
    Resolved,

    /// <summary>It was canceled.</summary>
    Canceled,

    /// <summary>It was opened again.</summary>
    Reopened,

    /// <summary>Somebody commented for everybody on it; never a private note.</summary>
    Commented,

    /// <summary>The last change was taken back.</summary>
    Undone,
}

/// <summary>What somebody did to a ticket through the bot.</summary>
/// <param name="Kind">What.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="ById">Who did it.</param>
/// <param name="By">Their name.</param>
public sealed record TicketNews(NewsKind Kind, Guid TicketId, Guid ById, string By)
{
    /// <summary>The name of the new status or assignee; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>The note or comment that was written with it for everybody on the ticket; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Who the ticket is for.</summary>
    public Guid? RequesterId { get; init; }

    /// <summary>Who had the ticket before.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>The person it was assigned to with this change; null for the other changes.</summary>
    public Guid? NewAssigneeId { get; init; }

    /// <summary>Who was notified of the change that was undone; null for nobody.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>Decides who is notified of which change; no other place does. The person who made the change is never notified.</summary>
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
