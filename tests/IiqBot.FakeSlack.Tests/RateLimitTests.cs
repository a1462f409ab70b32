using System.Net;

namespace IiqBot.FakeSlack.Tests;

public sealed class RateLimitTests : SlackTest
{
    [Fact]
    public async Task A_channel_takes_a_short_burst_and_then_a_message_a_second()
    {
        for (var i = 0; i < 5; i++)
            await PostedAsync();
        using var refused = await PostAsync(Channel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"ok":false,"error":"ratelimited"}""", await refused.Content.ReadAsStringAsync(Cancel));
        await PostedAsync(channel: Chat);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await PostedAsync();
        Slack.AssertClean();
    }

    [Fact]
    public async Task Ephemeral_messages_keep_the_channels_pace_too()
    {
        for (var i = 0; i < 5; i++)
            await PostedAsync();
        using var refused = await Http.PostAsync(
            "chat.postEphemeral",
            new FormUrlEncodedContent([new("channel", Channel.Id), new("user", Ada.Id), new("text", "x")]),
            Cancel
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task A_workspace_takes_several_hundred_messages_a_minute()
    {
        for (var i = 0; i < 60; i++)
        {
            var channel = Slack.AddChannel($"c{i}", []);
            for (var j = 0; j < 5; j++)
                await PostedAsync(channel: channel);
        }

        using var refused = await PostAsync(Slack.AddChannel("last", []));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("chat.update", 50)]
    [InlineData("users.lookupByEmail", 50)]
    [InlineData("conversations.open", 50)]
    [InlineData("users.info", 100)]
    [InlineData("views.publish", 100)]
    [InlineData("chat.postEphemeral", 100)]
    public async Task A_method_accepts_as_many_calls_a_minute_as_its_tier_allows(string method, int calls)
    {
        for (var i = 0; i < calls; i++)
            await FormAsync(method);
        using var form = new FormUrlEncodedContent([]);
        using var refused = await Http.PostAsync(method, form, Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await FormAsync(method);
        // The calls were empty, which does not matter here.
        Slack.TakeViolations();
    }

    private Task<HttpResponseMessage> PostAsync(FakeChannel channel) =>
        Http.PostAsync("chat.postMessage", new FormUrlEncodedContent([new("channel", channel.Id), new("text", "x")]), Cancel);
}

public sealed class UnlimitedTests : SlackTest
{
    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            RateLimiting = false,
            CountOnly = true,
        };

    [Fact]
    public async Task In_a_benchmark_messages_are_checked_and_counted_but_not_kept()
    {
        for (var i = 0; i < 50; i++)
            Good(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":"x"}"""));
        Assert.Equal((50, 50), (Slack.ReceivedMessages, Slack.ReceivedCalls));
        Assert.Empty(Channel.Messages);
        Assert.Empty(Slack.Calls);
        Refused(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}"}"""), "no_text");
        Violated("no_text");
    }
}
