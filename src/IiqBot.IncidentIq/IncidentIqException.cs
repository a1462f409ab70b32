namespace IiqBot.IncidentIq;

/// <summary>Why a call to Incident IQ failed. Each value is a cause that callers handle differently.</summary>
public enum IncidentIqFailure
{
    /// <summary>The connection failed or broke.</summary>
    Unreachable,

    /// <summary>No answer within the attempt's or the caller's time.</summary>
    TimedOut,

    /// <summary>429; <see cref="IncidentIqException.RetryAfter"/> says when to retry.</summary>
    RateLimited,

    /// <summary>The token itself is refused: expired, revoked or mistyped.</summary>
    TokenRefused,

    /// <summary>The token is fine but lacks the permission (403, or the 401 that Incident IQ sends for it).</summary>
    NotPermitted,

    /// <summary>The record does not exist, or the account may not see it.</summary>
    NotFound,

    /// <summary>Incident IQ rejected the request as invalid (400, 409, 413, 422, or soft errors on a 200).</summary>
    Invalid,

    /// <summary>Incident IQ failed (5xx).</summary>
    ServerFailed,

    /// <summary>The answer was not what the API promises: HTML in place of JSON, or a body that does not parse.</summary>
    NotUnderstood,

    /// <summary>
    /// Incident IQ silently ignored a filter: it sent rows that do not match (docs/reference/incident-iq-tickets.md, "Filters").
    /// </summary>
    FilterIgnored,
}

/// <summary>
/// The only exception that the client throws for a failed call. The message is for the log: it names the route and the cause, never a
/// token, a body or a person.
/// </summary>
/// <param name="failure">The cause.</param>
/// <param name="message">What happened, without any data from the request.</param>
/// <param name="inner">The inner exception, if any.</param>
public sealed class IncidentIqException(IncidentIqFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The cause.</summary>
    public IncidentIqFailure Failure { get; } = failure;

    /// <summary>The HTTP status, or the envelope's if it differs; null if there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long Incident IQ asked to wait before a retry; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The members that Incident IQ called invalid; empty if it named none.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    /// <summary>True if a write may have taken effect although its answer was lost.</summary>
    public bool OutcomeUnknown { get; init; }
}
