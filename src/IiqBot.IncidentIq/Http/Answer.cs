using System.Net;
using System.Text.Json;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Http;

/// <summary>
/// Reads an answer: first the HTTP status, then the envelope's status, then its soft errors (docs/reference/incident-iq.md,
/// "Envelopes" and "Errors").
/// </summary>
internal static class Answer
{
    /// <summary>Returns the envelope if the call succeeded.</summary>
    /// <exception cref="IncidentIqException">The call failed, or the answer could not be understood.</exception>
    public static async Task<Envelope> ReadAsync(
        Route route,
        HttpResponseMessage response,
        Telemetry telemetry,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = (int)response.StatusCode;
        var envelope = Parse(body, out var trouble);
        if (envelope is null && body.Length > 0 && !Failures.SpeaksForItself(status))
        {
            throw Failures.NotUnderstood(route, response.StatusCode, "came with something that is not the API's JSON", trouble);
        }

        if (response.IsSuccessStatusCode && envelope?.StatusCode is { } inner and not 0)
            status = inner;
        if (status is < 200 or > 299 || envelope?.IsSuccess is false || envelope?.HasErrors() is true)
        {
            throw Failures.Refused(route, status, envelope, RetryAfter(response, envelope, time));
        }

        if (envelope is null && response.StatusCode is not HttpStatusCode.NoContent && !route.IsWrite)
        {
            throw Failures.NotUnderstood(route, response.StatusCode, "came without a body");
        }

        return (envelope ?? new Envelope()) with
        {
            Route = route,
            Telemetry = telemetry,
        };
    }

    private static Envelope? Parse(byte[] body, out JsonException? trouble)
    {
        trouble = null;
        try
        {
            return JsonSerializer.Deserialize(body, WireJson.Default.Envelope);
        }
        catch (JsonException e)
        {
            trouble = e;
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, Envelope? envelope, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        TimeSpan?[] said =
        [
            header?.Delta,
            header?.Date - time.GetUtcNow(),
            envelope?.RetryAfter is > 0 and < 1e6 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        ];
        return said.Max() is { } wait
            ? wait < TimeSpan.Zero
                ? TimeSpan.Zero
                : wait
            : null;
    }
}
