using System.Text.Json.Serialization;

namespace IiqBot.IncidentIq.Wire;

/// <summary>Body of a query (docs/reference/incident-iq-tickets.md, "Queries").</summary>
internal sealed record WireQuery
{
    public string? Schema { get; init; }

    public Guid? ProductId { get; init; }

    public bool? FilterByProduct { get; init; }

    public WireFilter[] Filters { get; init; } = [];
}

/// <summary>
/// One filter (docs/reference/incident-iq-tickets.md, "Filters"). The id is a string, because the zero id has a meaning here: open
/// tickets.
/// </summary>
internal sealed record WireFilter(string Facet)
{
    public string? Id { get; init; }

    public string? Value { get; init; }

    public string? Name { get; init; }
}

/// <summary>Body of a number or free search.</summary>
internal sealed record WireSearchRequest(string Query)
{
    public int? Limit { get; init; }

    public int? Facets { get; init; }
}

/// <summary>
/// Body of a creation or a change (docs/reference/incident-iq-changes.md, "Filing" and "Updating"). The server leaves omitted members
/// alone.
/// </summary>
internal sealed record WireTicketWrite
{
    public string? Subject { get; init; }

    public string? IssueDescription { get; init; }

    public Guid? ForId { get; init; }

    public Guid? IssueId { get; init; }

    public Guid? IssueTypeId { get; init; }

    public Guid? IssueCategoryId { get; init; }

    public Guid? LocationId { get; init; }

    public Guid? LocationRoomId { get; init; }

    public string? LocationDetails { get; init; }

    public Guid? ProductId { get; init; }

    public int? SourceId { get; init; }

    public bool? IsUrgent { get; init; }

    public int? Priority { get; init; }

    /// <summary>The server's default is true, so a change sends false.</summary>
    public bool? DeleteMissingCustomFieldValues { get; init; }
}

/// <summary>Body of an assignment (docs/reference/incident-iq-changes.md, "Assignment").</summary>
internal sealed record WireAssign(Guid? TicketId, Guid? AssignToUserId, Guid? AssignToTeamId);

/// <summary>
/// Body of a priority (docs/reference/incident-iq-changes.md, "Priorities"): the score and the band's id, because sources disagree
/// about which one the server reads.
/// </summary>
internal sealed record WirePriorityRequest(Guid? TicketId, int PriorityId, Guid? Priority);

/// <summary>
/// Body of a due date (docs/reference/incident-iq-changes.md, "Due dates"). Type 3 is a custom date, and 99 removes the date. Period
/// 3 means none.
/// </summary>
internal sealed record WireDueDate(int Type, string? CustomDate)
{
    public int Count { get; init; }

    public int Period { get; init; } = 3;

    public static WireDueDate At(DateTimeOffset? due) =>
        due is { } at
            ? new(3, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
            : new(99, null);
}

/// <summary>Body of a closing or cancelling (docs/reference/incident-iq-changes.md, "Closing and cancelling").</summary>
internal sealed record WireClose(Guid? CloseReasonTypeId);

/// <summary>Body of a new activity (docs/reference/incident-iq-changes.md, "Adding an activity").</summary>
internal sealed record WireNewActivity
{
    public Guid? TicketActivityId { get; init; }

    public Guid? TicketId { get; init; }

    public Guid? OwnerId { get; init; }

    public bool IsPublic { get; init; }

    public WireNewComment[] ActivityItems { get; init; } = [];
}

/// <summary>A comment in a new activity. The type's name must come first (docs/reference/incident-iq.md, "Envelopes").</summary>
internal sealed record WireNewComment
{
    [JsonPropertyName("$type")]
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "Spark.Shared.Models.TicketActivityComment, Spark.Shared";

    public int TicketActivityTypeId { get; init; } = 6;

    public Guid? ByUserId { get; init; }

    public string? Comments { get; init; }

    public bool IsPublic { get; init; }
}

/// <summary>Body of a list of issues (docs/reference/incident-iq-records.md, "Issues").</summary>
internal sealed record WireIssuesRequest(Guid? ProductId)
{
    public string SiteScope { get; init; } = "Aggregate";

    public string Strategy { get; init; } = "All";
}

/// <summary>Body of a list in the v2 style (docs/reference/incident-iq.md, "Paging").</summary>
internal sealed record WireListRequest(WireRequestOptions RequestOptions);

/// <summary>Its options.</summary>
internal sealed record WireRequestOptions(WirePage Paging);

/// <summary>The requested page.</summary>
internal sealed record WirePage(int PageSize, int PageIndex);
