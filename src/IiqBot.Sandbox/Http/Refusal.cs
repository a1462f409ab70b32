namespace IiqBot.Sandbox.Http;

/// <summary>An answer that is an error (docs/reference/incident-iq.md, "Errors").</summary>
internal sealed class Refusal(Envelope envelope) : Exception(envelope.Message)
{
    public Envelope Envelope => envelope;

    public static Refusal Unauthorized() => Of(401, "Attempted to perform an unauthorized operation.");

    public static Refusal InvalidToken() => Of(401, "Invalid or expired token");

    public static Refusal NotFound(string what, object? id) =>
        new(
            new Envelope
            {
                StatusCode = 404,
                Message = $"{what} {id} was not found.",
                ResourceId = id?.ToString(),
            }
        );

    public static Refusal Of(int status, string message) => new(new Envelope { StatusCode = status, Message = message });

    /// <summary>The guide's shape of a validation error: an array of fields.</summary>
    public static Refusal Invalid(IEnumerable<FieldError> errors) =>
        new(
            new Envelope
            {
                StatusCode = 400,
                Message = "Validation failed.",
                Errors = errors.ToList(),
                CorrelationId = Guid.NewGuid().ToString("N"),
            }
        );

    /// <summary>The reference's shape of a validation error: messages by field.</summary>
    public static Refusal Invalid(string field, string message) =>
        new(
            new Envelope
            {
                StatusCode = 400,
                Message = message,
                Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] },
            }
        );
}

internal sealed record FieldError(string Field, string Message);
