namespace IiqBot.IncidentIq.Activities;

/// <summary>
/// What happened on a ticket: docs/reference/incident-iq-changes.md, "Activities". Failures as in
/// <see cref="Tickets.ITickets"/>.
/// </summary>
public interface IActivities
{
    /// <summary>Everything that happened, with status changes and revisions, newest first (<c>GET /tickets/{id}/timeline</c>).</summary>
    Task<IReadOnlyList<TicketActivity>> TimelineAsync(Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a comment (<c>POST /tickets/{id}/activities/new</c>). Safe to repeat: <see cref="NewComment.Id"/> makes a
    /// second one with the same id the same comment.
    /// </summary>
    Task AddCommentAsync(Guid ticketId, NewComment comment, CancellationToken cancellationToken);
}

/// <summary>A comment to add.</summary>
public sealed record NewComment
{
    /// <summary>Made by the caller before the first attempt.</summary>
    public required Guid Id { get; init; }

    /// <summary>The Incident IQ user who speaks.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>
    /// The author's name, put before the text: whether <c>ByUserId</c> is honoured depends on the site
    /// (docs/reference/incident-iq-changes.md, "Adding an activity").
    /// </summary>
    public required string AuthorName { get; init; }

    /// <summary>Plain text; encoded as HTML on the way.</summary>
    public required string Text { get; init; }

    /// <summary>True reaches the requester; false stays among agents.</summary>
    public required bool IsPublic { get; init; }
}

/// <summary>What kind of thing happened.</summary>
public enum ActivityKind
{
    /// <summary>Something this client does not know; shown by its text, if any.</summary>
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

/// <summary>One thing that happened on a ticket.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When.</param>
/// <param name="AuthorId">Who did it; null for the system.</param>
/// <param name="AuthorName">Their name; null for the system.</param>
/// <param name="Text">Plain text: the comment, or what changed; may be empty.</param>
/// <param name="IsPublic">True only when the outer record says so (docs/reference/incident-iq-changes.md, "Activities").</param>
public sealed record TicketActivity(
    Guid Id,
    ActivityKind Kind,
    DateTimeOffset? At,
    Guid? AuthorId,
    string? AuthorName,
    string Text,
    bool IsPublic
);
