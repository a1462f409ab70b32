using System.Text;

namespace IiqBot.FakeSlack.Tests;

/// <summary>Requests that Slack would not send: the fake sends them unchanged and judges nothing.</summary>
public sealed class RawTests : SlackTest
{
    [Fact]
    public async Task A_request_can_be_replayed_byte_for_byte()
    {
        var request = Client.ComposeCommand(Chat, "/iiq", "help");
        await Slack.RawAsync(request, SlackSignature.Valid, Cancel);
        await Slack.RawAsync(request, SlackSignature.Valid, Cancel);
        Assert.Equal(Bot.Received[0].Body, Bot.Received[1].Body);
        Assert.Equal(Signature(Bot.Received[0]), Signature(Bot.Received[1]));
    }

    [Fact]
    public async Task The_timestamp_can_be_stale_future_or_anything()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($"{now - 301}", await TimestampAsync(new SlackSignature { Age = TimeSpan.FromSeconds(301) }));
        Assert.Equal($"{now + 301}", await TimestampAsync(new SlackSignature { Age = TimeSpan.FromSeconds(-301) }));
        Assert.Equal("soon", await TimestampAsync(new SlackSignature { Timestamp = "soon" }));
        Assert.Equal(SlackSignature.Compute(Slack.SigningSecret, "soon", Encoding.UTF8.GetBytes(Bot.Last.Body)), Signature(Bot.Last));
    }

    [Fact]
    public async Task The_signature_can_be_wrong_changed_or_missing()
    {
        await SendAsync(new SlackSignature { Secret = "another" });
        Assert.NotEqual(Right(), Signature(Bot.Last));
        await SendAsync(new SlackSignature { Change = s => s[..20] });
        Assert.Equal(Right()[..20], Signature(Bot.Last));
        await SendAsync(new SlackSignature { Tamper = body => body.Replace("help", "hell", StringComparison.Ordinal) });
        Assert.Contains("hell", Bot.Last.Body, StringComparison.Ordinal);
        Assert.NotEqual(Right(), Signature(Bot.Last));
        await SendAsync(SlackSignature.None);
        Assert.DoesNotContain(Bot.Last.Headers.Keys, k => k.StartsWith("X-Slack", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_payload_can_be_forged_and_correctly_signed()
    {
        var request = Client.ComposePress(await PostedAsync(ButtonMessage), "Resolve");
        request.Payload["team"]!["id"] = "T0OTHER0001";
        request.Payload["actions"]![0]!["value"] = "8";
        await Slack.RawAsync(request, SlackSignature.Valid, Cancel);
        Assert.Equal(
            ("T0OTHER0001", "8"),
            (
                Bot.Last.Payload.GetProperty("team").GetProperty("id").GetString(),
                Bot.Last.Payload.GetProperty("actions")[0].GetProperty("value").GetString()
            )
        );
        Assert.Equal(Right(), Signature(Bot.Last));
    }

    [Fact]
    public async Task Any_bytes_can_be_sent_signed_or_not()
    {
        byte[] body = [0xff, 0xfe, .. "junk=1"u8];
        using var answer = await Slack.RawAsync(SlackEndpoint.Interactions, body, "text/plain", Slack.Sign(body), Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(("text/plain", "/slack/interactions"), (Bot.Last.Headers["Content-Type"], Bot.Last.Path));
        Assert.Equal(SlackSignature.Compute(Slack.SigningSecret, Bot.Last.Headers["X-Slack-Request-Timestamp"], body), Signature(Bot.Last));
    }

    [Fact]
    public async Task Refusals_of_raw_requests_are_not_violations()
    {
        Bot.Answer = _ => (401, "");
        Assert.Equal(401, (int)(await SendAsync(SlackSignature.None)).Status);
        Assert.Empty(Slack.Violations);
    }

    private static string Signature(BotRequest request) => request.Headers["X-Slack-Signature"];

    private string Right() =>
        SlackSignature.Compute(Slack.SigningSecret, Bot.Last.Headers["X-Slack-Request-Timestamp"], Encoding.UTF8.GetBytes(Bot.Last.Body));

    private Task<BotAnswer> SendAsync(SlackSignature signature) =>
        Slack.RawAsync(Client.ComposeCommand(Chat, "/iiq", "help"), signature, Cancel);

    private async Task<string> TimestampAsync(SlackSignature signature)
    {
        await SendAsync(signature);
        return Bot.Last.Headers["X-Slack-Request-Timestamp"];
    }
}
