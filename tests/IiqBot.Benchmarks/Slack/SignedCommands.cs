using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace IiqBot.Benchmarks.Slack;

/// <summary>"/iiq help" from everybody in turn, as Slack sends it, each with a trigger of its own and signed when it is sent.</summary>
internal sealed class SignedCommands
{
    private const string Command = "/iiq";
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly (byte[] Before, byte[] After)[] _bodies;
    private readonly byte[] _secret;
    private long _next;
    private long _id = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public SignedCommands(Workspace workspace)
    {
        _secret = Encoding.UTF8.GetBytes(workspace.Slack.SigningSecret);
        var channel = workspace.Slack.AddChannel("help-desk", workspace.People);
        _bodies =
        [
            .. workspace.People.Select(person =>
            {
                var request = workspace.Slack.As(person).ComposeCommand(channel, Command, "help");
                var parts = request.ToBody().Split(request.TriggerId!, 2);
                return (Encoding.UTF8.GetBytes(parts[0]), Encoding.UTF8.GetBytes(parts[1]));
            }),
        ];
    }

    /// <summary>The next command.</summary>
    public HttpRequestMessage Next(Uri endpoint)
    {
        var (before, after) = _bodies[Interlocked.Increment(ref _next) % _bodies.Length];
        var trigger = string.Create(
            CultureInfo.InvariantCulture,
            $"{Interlocked.Increment(ref _id)}.1700000000.0123456789abcdef0123456789abcdef"
        );
        byte[] body = [.. before, .. Encoding.UTF8.GetBytes(trigger), .. after];
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        return new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "slack/commands"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Form } },
            Headers =
            {
                { "X-Slack-Request-Timestamp", timestamp },
                { "X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(_secret, signed))}" },
            },
        };
    }
}
