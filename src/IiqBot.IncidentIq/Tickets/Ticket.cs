namespace IiqBot.IncidentIq.Tickets;

/// <summary>
/// A ticket without the quirks of the wire format: zero ids and year-1 dates are null, dates carry the site's offset, and HTML is
/// plain text (docs/reference/incident-iq.md, "Missing members" and "Dates"; docs/reference/incident-iq-tickets.md, "Members of a
/// ticket").
/// </summary>
public sealed record Ticket
{
    /// <summary>The ticket's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number that people use. It is a string, because each site chooses its format.</summary>
    public required string Number { get; init; }

    /// <summary>Its product (help desk, facilities, …); null if the answer omits it.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>The subject, on one line; empty if there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The description as plain text.</summary>
    public string Description { get; init; } = "";

    /// <summary>The current workflow step.</summary>
    public WorkflowStep? Step { get; init; }

    /// <summary>The workflow it moves through.</summary>
    public Guid? WorkflowId { get; init; }

    /// <summary>Whether it is closed, according to its own flag or its step's.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether Incident IQ counts it as past due.</summary>
    public bool IsPastDue { get; init; }

    /// <summary>Whether it is marked urgent.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether it is marked as containing sensitive information.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The priority score; <see cref="Lookups.PriorityLevel"/> maps it to a band.</summary>
    public int? PriorityScore { get; init; }

    /// <summary>The person who submitted it ("Owner").</summary>
    public TicketPerson? Owner { get; init; }

    /// <summary>The requester: the person it is for ("For").</summary>
    public TicketPerson? Requester { get; init; }

    /// <summary>The assigned agent; null if unassigned.</summary>
    public TicketPerson? Assignee { get; init; }

    /// <summary>The assigned team; null if unassigned.</summary>
    public TicketTeam? Team { get; init; }

    /// <summary>The people who follow it.</summary>
    public IReadOnlyList<Guid> FollowerIds { get; init; } = [];

    /// <summary>The issue it was filed under.</summary>
    public TicketIssue? Issue { get; init; }

    /// <summary>The tags of its devices, if the answer names them.</summary>
    public IReadOnlyList<string> AssetTags { get; init; } = [];

    /// <summary>The school or building.</summary>
    public Guid? LocationId { get; init; }

    /// <summary>The name of the school or building.</summary>
    public string? LocationName { get; init; }

    /// <summary>The room's id.</summary>
    public Guid? RoomId { get; init; }

    /// <summary>The room's name.</summary>
    public string? RoomName { get; init; }

    /// <summary>The place in words, if no room fits.</summary>
    public string? LocationDetails { get; init; }

    /// <summary>When it was filed.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it last changed. Cards store this as the ticket's version.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>Why it was closed.</summary>
    public Guid? CloseReasonId { get; init; }

    /// <summary>Its page in Incident IQ, for agents.</summary>
    public Uri? Link { get; init; }
}

/// <summary>A person on a ticket.</summary>
/// <param name="Id">Their user id.</param>
/// <param name="Name">Their full name; empty if the answer has only the id.</param>
/// <param name="Email">Their e-mail; null if the answer has none.</param>
public sealed record TicketPerson(Guid Id, string Name, string? Email = null);

/// <summary>A team on a ticket.</summary>
/// <param name="Id">The team's id.</param>
/// <param name="Name">Its name; empty if the answer has only the id.</param>
public sealed record TicketTeam(Guid Id, string Name);

/// <summary>The issue a ticket was filed under.</summary>
/// <param name="Id">The issue's id.</param>
/// <param name="Name">For example "Screen cracked".</param>
/// <param name="CategoryId">Its category.</param>
/// <param name="CategoryName">For example "Display"; null if the answer has none.</param>
public sealed record TicketIssue(Guid Id, string Name, Guid? CategoryId = null, string? CategoryName = null);

/// <summary>A status: a step of a workflow, named by the site (docs/reference/incident-iq-changes.md, "Statuses").</summary>
/// <param name="Id">The step's id, which <see cref="ITickets.SetStatusAsync"/> takes.</param>
/// <param name="Name">The name that people know the status by.</param>
/// <param name="IsClosed">Whether a ticket at this step is closed.</param>
public sealed record WorkflowStep(Guid Id, string Name, bool IsClosed)
{
    /// <summary>The workflow it belongs to.</summary>
    public Guid? WorkflowId { get; init; }

    /// <summary>The coarser status behind the step ("In Progress"), if the site has one.</summary>
    public string? StatusName { get; init; }

    /// <summary>The site's color for it, as #RRGGBB.</summary>
    public string? Color { get; init; }

    /// <summary>Its position in the workflow, ascending.</summary>
    public int Order { get; init; }
}
