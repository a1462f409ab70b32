namespace IiqBot.IncidentIq;

/// <summary>Why a call to Incident IQ failed, as far as a caller would act differently.</summary>
public enum IncidentIqFailure
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>No answer within the attempt's or the caller's time.</summary>
    TimedOut,

    /// <summary>429; <see cref="IncidentIqException.RetryAfter"/> says when to come back.</summary>
    RateLimited,

    /// <summary>The token itself is refused: expired, revoked or mistyped.</summary>
    TokenRefused,

    /// <summary>The token is fine but lacks the permission (403, or the 401 that Incident IQ sends for it).</summary>
    NotPermitted,

    /// <summary>The record does not exist, or may not be seen.</summary>
    NotFound,

    /// <summary>The request was refused as invalid (400, 409, 413, 422, or soft errors on a 200).</summary>
    Invalid,

    /// <summary>Incident IQ failed (5xx).</summary>
    ServerFailed,

    /// <summary>The answer was not what the API promises: HTML in place of JSON, or a body that does not parse.</summary>
    NotUnderstood,

    /// <summary>
    /// A filter was dropped silently: rows came back that it should have kept out (docs/reference/incident-iq-tickets.md,
    /// "Filters").
    /// </summary>
    FilterIgnored,
}

/// <summary>
/// The only exception the client throws for a call that failed. The message is for the log: it names the
/// route and the cause, never a token, a body or a person.
/// </summary>
/// <param name="failure">The cause.</param>
/// <param name="message">What happened, without any data of the request.</param>
/// <param name="inner">The exception beneath, if any.</param>
public sealed class IncidentIqException(IncidentIqFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The cause.</summary>
    public IncidentIqFailure Failure { get; } = failure;

    /// <summary>The HTTP status, or the envelope's where it differs; null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long Incident IQ asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The members Incident IQ called invalid; empty when it named none.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    /// <summary>True when a write may have been carried out although its answer was lost.</summary>
    public bool OutcomeUnknown { get; init; }
}
