using System.Net;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Http;

/// <summary>Maps failed calls to what they mean (docs/reference/incident-iq.md, "Errors").</summary>
internal static class Failures
{
    /// <summary>Returns the cause behind an HTTP status of failure.</summary>
    public static IncidentIqFailure Of(int status) =>
        status switch
        {
            400 or 405 or 409 or 413 or 415 or 422 => IncidentIqFailure.Invalid,
            401 => IncidentIqFailure.TokenRefused,
            403 => IncidentIqFailure.NotPermitted,
            404 or 410 => IncidentIqFailure.NotFound,
            408 => IncidentIqFailure.TimedOut,
            429 => IncidentIqFailure.RateLimited,
            >= 500 and <= 599 => IncidentIqFailure.ServerFailed,
            _ => IncidentIqFailure.NotUnderstood,
        };

    /// <summary>Whether the status alone tells the cause, even if a proxy sent its own page with it.</summary>
    public static bool SpeaksForItself(int status) => status is 401 or 408 or 429 or >= 500 and <= 599;

    /// <summary>For an answer that was understood and reports a failure.</summary>
    public static IncidentIqException Refused(Route route, int status, Envelope? envelope, TimeSpan? retryAfter)
    {
        var cause = status is >= 200 and <= 299 ? IncidentIqFailure.Invalid : Of(status);
        var fields = envelope?.InvalidFields() ?? [];
        var named = fields.Count == 0 ? "" : $" ({string.Join(", ", fields)})";
        return new(cause, $"{route}: {status} {cause}{named}.")
        {
            StatusCode = status,
            RetryAfter = retryAfter,
            InvalidFields = fields,
            OutcomeUnknown = route.IsWrite && cause is IncidentIqFailure.ServerFailed or IncidentIqFailure.TimedOut,
        };
    }

    /// <summary>For an answer that is not what the API promises.</summary>
    public static IncidentIqException NotUnderstood(Route route, HttpStatusCode status, string what, Exception? inner = null) =>
        new(IncidentIqFailure.NotUnderstood, $"{route}: {(int)status} {what}.", inner)
        {
            StatusCode = (int)status,
            OutcomeUnknown = route.IsWrite && (int)status is >= 200 and <= 299,
        };

    /// <summary>For a missing answer: the connection failed or broke.</summary>
    public static IncidentIqException NoAnswer(Route route, HttpRequestException e) =>
        e.HttpRequestError switch
        {
            HttpRequestError.ConfigurationLimitExceeded => new(IncidentIqFailure.NotUnderstood, $"{route}: the answer is too large.", e)
            {
                OutcomeUnknown = route.IsWrite,
            },
            HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => new(IncidentIqFailure.Unreachable, $"{route}: {e.HttpRequestError}.", e),
            _ => new(IncidentIqFailure.Unreachable, $"{route}: the connection broke ({e.HttpRequestError}).", e)
            {
                OutcomeUnknown = route.IsWrite,
            },
        };
}
