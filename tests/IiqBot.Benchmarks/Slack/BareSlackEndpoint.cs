using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace IiqBot.Benchmarks.Slack;

/// <summary>
/// What an acknowledgement cannot do without, and nothing else: checks the signature over the raw body and its five minutes, parses
/// the form, answers one line. Knows nobody, remembers nothing, understands nothing, measures nothing.
/// </summary>
internal sealed partial class BareSlackEndpoint(byte[] secret)
{
    public const string Command = "bare-slack";

    private static readonly BareAnswer Answer = new("ephemeral", "Here is what I can do.");

    /// <summary>Runs as a process of its own, with the bot's settings.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        var endpoint = new BareSlackEndpoint(Encoding.UTF8.GetBytes(app.Configuration["Slack:SigningSecret"]!));
        app.MapPost("/slack/commands", (RequestDelegate)endpoint.HandleAsync);
        await app.RunAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read, context.RequestAborted);
        var body = read.ToArray();
        if (!IsSigned(context.Request.Headers, body))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (form["command"] == "/iiq")
            await context.Response.WriteAsJsonAsync(Answer, BareSlackJson.Default.BareAnswer, cancellationToken: context.RequestAborted);
        else
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        var timestamp = headers["X-Slack-Request-Timestamp"].ToString();
        if (
            !long.TryParse(timestamp, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300
        )
            return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        var expected = $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(headers["X-Slack-Signature"].ToString())
        );
    }

    internal sealed record BareAnswer(string ResponseType, string Text);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(BareAnswer))]
    private sealed partial class BareSlackJson : JsonSerializerContext;
}
