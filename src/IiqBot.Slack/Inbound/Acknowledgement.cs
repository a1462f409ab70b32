using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack.Inbound;

/// <summary>The answer to a request from Slack, which must arrive within three seconds.</summary>
/// <param name="Status">The HTTP status. Over Socket Mode the bot acknowledges only success.</param>
/// <param name="Body">The JSON; empty if there is none.</param>
internal sealed record Acknowledgement(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>What to do after the acknowledgement was sent.</summary>
    public Func<CancellationToken, Task>? Afterwards { get; init; }

    /// <summary>Accepted, with nothing to say.</summary>
    public static Acknowledgement Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>The request makes no sense.</summary>
    public static Acknowledgement Bad { get; } = new(StatusCodes.Status400BadRequest);

    /// <summary>The request comes from a workspace that is not allowed.</summary>
    public static Acknowledgement Forbidden { get; } = new(StatusCodes.Status403Forbidden);

    /// <summary>The bot is too busy. Slack resends events.</summary>
    public static Acknowledgement Busy { get; } = new(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Accepted, with this JSON.</summary>
    public static Acknowledgement With(ReadOnlyMemory<byte> body) => new(StatusCodes.Status200OK, body);
}
