using System.Net;
using System.Net.Sockets;
using System.Text;
using IiqBot.Slack.Inbound;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Requests of strangers cost little: an unsigned body is not read, and an unchecked body takes bounded memory and time.</summary>
public sealed class UnverifiedTests : IAsyncLifetime
{
    private const string Signature = "v0=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UnverifiedBodies Unverified => _bot.Services.GetRequiredService<UnverifiedBodies>();

    private string Now => $"X-Slack-Request-Timestamp: {_bot.Time.GetUtcNow().ToUnixTimeSeconds()}";

    public async ValueTask InitializeAsync() => _bot = await BotUnderSlack.StartAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData("none", "none")]
    [InlineData("none", "now")]
    [InlineData(Signature, "none")]
    [InlineData(Signature, "X-Slack-Request-Timestamp: 1531420618")]
    [InlineData(Signature, "X-Slack-Request-Timestamp: now")]
    [InlineData("v0=0123", "now")]
    [InlineData("v1=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "now")]
    [InlineData("v0=0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", "now")]
    public async Task An_unsigned_request_is_refused_before_its_body_arrives(string signature, string timestamp)
    {
        var headers = new List<string>();
        if (signature != "none")
            headers.Add($"X-Slack-Signature: {signature}");
        if (timestamp != "none")
            headers.Add(timestamp == "now" ? Now : timestamp);
        using var client = await SendAsync(250_000, headers);

        Assert.StartsWith(
            "HTTP/1.1 401",
            await StatusOfAsync(client).WaitAsync(TimeSpan.FromSeconds(20), Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Reading_a_body_is_given_up_after_a_time()
    {
        using var client = await SendAsync(250_000, [$"X-Slack-Signature: {Signature}", Now]);
        await BotUnderSlack.UntilAsync(() => Task.FromResult(Unverified.Count == 1));

        var status = await _bot.Dispatcher.PassTimeUntilAsync(StatusOfAsync(client));

        Assert.StartsWith("HTTP/1.1 408", status, StringComparison.Ordinal);
        Assert.Equal(0, Unverified.Count);
    }

    [Fact]
    public async Task The_number_of_bodies_read_at_once_is_limited()
    {
        for (var i = 0; i < UnverifiedBodies.MostBodies; i++)
            Assert.True(Unverified.TryEnter());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HelpAsync());

        Unverified.Leave(0);
        Assert.Equal(HttpStatusCode.OK, await HelpAsync());
    }

    [Fact]
    public async Task The_memory_of_all_unchecked_bodies_is_limited()
    {
        Assert.True(Unverified.TryEnter());
        Assert.True(Unverified.TryTake((int)UnverifiedBodies.MostBytes));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HelpAsync());

        Unverified.Leave((int)UnverifiedBodies.MostBytes);
        Assert.Equal(HttpStatusCode.OK, await HelpAsync());
        Assert.Equal(0, Unverified.Count);
    }

    private async Task<HttpStatusCode> HelpAsync() =>
        (
            await _bot.Slack.RawAsync(
                _bot.Client.ComposeCommand(_bot.Chat, BotUnderSlack.Command, "help"),
                new FakeSlack.SlackSignature(),
                Cancel
            )
        ).Status;

    // HttpClient would wait until it has sent the body.
    private async Task<TcpClient> SendAsync(int length, IEnumerable<string> headers)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _bot.Http.BaseAddress!.Port, Cancel);
        var head =
            $"POST /slack/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n";
        await client
            .GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes($"{head}{string.Concat(headers.Select(header => header + "\r\n"))}\r\ncommand="), Cancel);
        return client;
    }

    private static async Task<string> StatusOfAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(Cancel) ?? "closed";
    }
}
