using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Sandbox.Http;

/// <summary>Refuses calls: by a fault that is switched on, for a missing or unknown token, for another site's id.</summary>
internal static class Gatekeeper
{
    /// <exception cref="Refusal">The call is refused.</exception>
    public static void Check(Call call, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            if (AnswerOf(fault) is { } refusal)
                throw refusal;
        }

        const string Scheme = "Bearer ";
        var header = call.Header("Authorization");
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refusal.Unauthorized();
        if (header[Scheme.Length..].Trim() != call.World.Options.Token)
            throw Refusal.InvalidToken();

        // The token itself names the site, so the header may be missing; it may not name another one.
        if (call.Header("SiteId") is { Length: > 0 } site && !(Guid.TryParse(site, out var id) && id == District.SiteId))
            throw Refusal.Unauthorized();
        if (call.Mistake is { } mistake)
            throw mistake;
    }

    private static Refusal? AnswerOf(Fault fault) =>
        fault.Kind switch
        {
            FaultKind.RateLimited => new(
                new Envelope
                {
                    StatusCode = 429,
                    Message = "Rate limit exceeded. Please try again later.",
                    RetryAfter = fault.RetryAfterSeconds,
                }
            ),
            FaultKind.MissingPermission => Refusal.Unauthorized(),
            FaultKind.InvalidToken => Refusal.InvalidToken(),
            FaultKind.Forbidden => Refusal.Of(403, "You do not have permission to view this ticket."),
            FaultKind.NotFound => Refusal.Of(404, "The requested resource was not found."),
            FaultKind.MethodNotAllowed => Refusal.Of(405, "The requested resource does not support this http method."),
            FaultKind.ServerError => new(
                new Envelope
                {
                    StatusCode = 500,
                    Message = "An unexpected error has occurred.",
                    RequestId = Guid.NewGuid().ToString("N"),
                }
            ),
            FaultKind.BadGateway => Refusal.Of(502, "Bad gateway"),
            _ => null,
        };
}
