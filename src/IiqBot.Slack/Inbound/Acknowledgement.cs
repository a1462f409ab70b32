using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack.Inbound;

/// <summary>The answer to a request of Slack's, which must come within three seconds.</summary>
/// <param name="Status">The HTTP status; over Socket Mode only success is acknowledged.</param>
/// <param name="Body">The JSON; empty for none.</param>
internal sealed record Acknowledgement(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>What is done once the acknowledgement has been sent.</summary>
    public Func<CancellationToken, Task>? Afterwards { get; init; }

    /// <summary>Taken; nothing to say.</summary>
    public static Acknowledgement Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>Makes no sense.</summary>
    public static Acknowledgement Bad { get; } = new(StatusCodes.Status400BadRequest);

    /// <summary>Another workspace.</summary>
    public static Acknowledgement Forbidden { get; } = new(StatusCodes.Status403Forbidden);

    /// <summary>Too much to do; Slack sends events again.</summary>
    public static Acknowledgement Busy { get; } = new(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Taken, with this to say.</summary>
    public static Acknowledgement With(ReadOnlyMemory<byte> body) => new(StatusCodes.Status200OK, body);
}
