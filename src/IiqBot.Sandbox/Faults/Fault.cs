namespace IiqBot.Sandbox.Faults;

/// <summary>What can be made to go wrong.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>RetryAfter</c> in the body and, by setting, in a header.</summary>
    RateLimited,

    /// <summary>401 as for a right that the token's user lacks; <c>GET /login</c> still works.</summary>
    MissingPermission,

    /// <summary>401 on everything, as for an expired token.</summary>
    InvalidToken,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>405.</summary>
    MethodNotAllowed,

    /// <summary>500 with a JSON body.</summary>
    ServerError,

    /// <summary>502 with a JSON body.</summary>
    BadGateway,

    /// <summary>The answer comes after <see cref="Fault.Delay"/>; the work is done even if the client has gone by then.</summary>
    Slow,

    /// <summary>An HTML page in place of JSON, with <see cref="Fault.Status"/>.</summary>
    HtmlPage,

    /// <summary>The connection is cut before anything is done.</summary>
    DropConnection,

    /// <summary>The work is done, at once or after <see cref="Fault.Delay"/>, but the connection is cut without an answer.</summary>
    LostResponse,

    /// <summary>Ticket queries and searches see the tickets as they were <see cref="Fault.Delay"/> ago.</summary>
    SearchLag,

    /// <summary>Ticket queries drop filters of <see cref="Fault.Facet"/>, or all filters, silently.</summary>
    IgnoreFilter,

    /// <summary>A null comes as first row of a list.</summary>
    NullRow,

    /// <summary>In the first row of a list, or in the single record, <see cref="Fault.Member"/> is <see cref="Fault.Json"/>.</summary>
    OddMember,

    /// <summary>The first row of a list, or the single record, lacks <see cref="Fault.Member"/>, or all members.</summary>
    MissingMember,
}

/// <summary>Something that goes wrong on purpose, for all calls or some.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>
    /// Which calls: a path or route template, in front of it a method, such as <c>POST /tickets/{ticketId}/assign</c>; with
    /// or without <c>/api/v1.0</c>. It also matches what is below that path, unless it ends in <c>$</c>. All calls if missing.
    /// </summary>
    public string? Route { get; init; }

    /// <summary>After how many calls it stops by itself; never if missing.</summary>
    public int? Times { get; init; }

    /// <summary>How slow, how much later the write appears, or how far the search lags, by the sandbox's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The seconds that a 429 asks to wait.</summary>
    public int RetryAfterSeconds { get; init; } = 60;

    /// <summary>Whether a 429 also carries a <c>Retry-After</c> header.</summary>
    public bool SendHeader { get; init; }

    /// <summary>The HTTP status of the HTML page: 200 or 502.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Which facet is dropped; all if missing.</summary>
    public string? Facet { get; init; }

    /// <summary>Which member of a record is odd or missing.</summary>
    public string? Member { get; init; }

    /// <summary>What comes in the member's place, as JSON: <c>50.5</c>, <c>""</c> with its quotes, <c>[]</c>.</summary>
    public string Json { get; init; } = "null";
}
