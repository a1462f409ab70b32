namespace IiqBot.IncidentIq.Activities;

/// <summary>
/// The activities of a ticket: docs/reference/incident-iq-changes.md, "Activities". Fails like <see cref="Tickets.ITickets"/>.
/// </summary>
public interface IActivities
{
    /// <summary>Returns all activities, including status changes and revisions, newest first (<c>GET /tickets/{id}/timeline</c>).</summary>
    Task<IReadOnlyList<TicketActivity>> TimelineAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a comment (<c>POST /tickets/{id}/activities/new</c>). Safe to retry: Incident IQ treats a second comment with the same
    /// <see cref="NewComment.Id"/> as the same comment.
    /// </summary>
    Task AddCommentAsync(Guid ticketId, NewComment comment, CancellationToken cancellationToken);
}

/// <summary>A comment to add.</summary>
public sealed record NewComment
{
    /// <summary>The caller creates this id before the first attempt.</summary>
    public required Guid Id { get; init; }

    /// <summary>The Incident IQ user who wrote the comment.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>
    /// The author's name. It is put before the text, because some sites ignore <c>ByUserId</c>
    /// (docs/reference/incident-iq-changes.md, "Adding an activity").
    /// </summary>
    public required string AuthorName { get; init; }

    /// <summary>Plain text; it is HTML-encoded when sent.</summary>
    public required string Text { get; init; }

    /// <summary>True if the requester may see it; false if only agents may.</summary>
    public required bool IsPublic { get; init; }
}

/// <summary>The kind of an activity.</summary>
public enum ActivityKind
{
    /// <summary>An unknown kind. It shows its text, if it has one.</summary>
    Other,

    /// <summary>A comment or note.</summary>
    Comment,

    /// <summary>The status changed.</summary>
    StatusChange,

    /// <summary>A field changed (assignee, location, …).</summary>
    Revision,

    /// <summary>The ticket was filed.</summary>
    Created,

    /// <summary>It was resolved or canceled.</summary>
    Closed,

    /// <summary>A rule ran.</summary>
    Rule,

    /// <summary>A file was attached.</summary>
    Attachment,

    /// <summary>A resolution action was logged.</summary>
    Action,
}

/// <summary>One activity on a ticket.</summary>
/// <param name="Id">The activity's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="At">When it happened.</param>
/// <param name="AuthorId">Who did it; null for the system.</param>
/// <param name="AuthorName">Their name; null for the system.</param>
/// <param name="Text">Plain text: the comment, or what changed; may be empty.</param>
/// <param name="IsPublic">True only if the outer record says so (docs/reference/incident-iq-changes.md, "Activities").</param>
public sealed record TicketActivity(
    Guid Id,
    ActivityKind Kind,
    DateTimeOffset? At,
    Guid? AuthorId,
    string? AuthorName,
    string Text,
    bool IsPublic
);
