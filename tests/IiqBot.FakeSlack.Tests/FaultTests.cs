using System.Net.Http.Json;
using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

public sealed class FaultTests : SlackTest
{
    [Fact]
    public async Task Throttling_can_be_switched_on_with_and_without_a_Retry_After()
    {
        Slack.Faults.Throttle(1, TimeSpan.FromSeconds(3));
        Slack.Faults.Throttle(1, null);
        using var first = await PostAsync();
        using var second = await PostAsync();
        Assert.Equal((429, TimeSpan.FromSeconds(3)), ((int)first.StatusCode, first.Headers.RetryAfter?.Delta));
        Assert.Equal((429, null), ((int)second.StatusCode, second.Headers.RetryAfter));
        Refused(await second.Content.ReadFromJsonAsync<JsonElement>(Cancel), "ratelimited");
        Assert.Empty(Channel.Messages);
        Assert.Equal(["ratelimited", "ratelimited"], Slack.Calls.Select(c => c.Error));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failing_service_does_nothing(int status)
    {
        Slack.Faults.Answer(status);
        using var answer = await PostAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(Channel.Messages);
    }

    [Fact]
    public async Task An_error_of_Slack_can_be_switched_on()
    {
        Slack.Faults.Refuse("internal_error", on: "chat.*");
        Good(await CallAsync("auth.test"));
        Refused(await CallAsync("chat.postMessage", $$"""{"channel":"{{Channel.Id}}","text":"x"}"""), "internal_error");
        await PostedAsync();
    }

    [Fact]
    public async Task A_dropped_connection_changes_nothing()
    {
        Slack.Faults.DropConnection();
        await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        Assert.Empty(Channel.Messages);
    }

    [Fact]
    public async Task A_lost_answer_keeps_the_message()
    {
        Slack.Faults.LoseAnswer();
        await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        Assert.Single(Channel.Messages);
    }

    [Fact]
    public async Task A_slow_call_waits_by_the_clock_of_the_test()
    {
        var waits = Slack.Faults.Slow(TimeSpan.FromSeconds(20));
        var slow = PostAsync();
        await waits.WaitAsync(FakeSlackPlatform.Patience, Cancel);
        Assert.Empty(Channel.Messages);
        Clock.Advance(TimeSpan.FromSeconds(20));
        using var answer = await slow;
        Assert.Single(Channel.Messages);
    }

    [Fact]
    public async Task A_held_call_waits_for_its_release()
    {
        var gate = Slack.Faults.Hold("chat.postMessage");
        var held = PostAsync();
        await gate.Reached.WaitAsync(FakeSlackPlatform.Patience, Cancel);
        Assert.Empty(Channel.Messages);
        gate.Release();
        using var answer = await held;
        Assert.Single(Channel.Messages);
    }

    [Fact]
    public async Task Response_urls_and_files_can_fail_too_and_faults_can_be_cleared()
    {
        var url = (await Client.CommandAsync(Channel, "/iiq", "tickets", Cancel)).Request.ResponseUrl!;
        Slack.Faults.Answer(500, on: FakeFaults.ResponseUrl);
        Assert.Equal(500, await StatusAsync(() => Http.PostAsJsonAsync(url, new { text = "x" }, Cancel)));
        Slack.Faults.Answer(503, on: FakeFaults.File);
        var file = Slack.AddFile(Ada, "a.txt", "text/plain", [1]);
        Assert.Equal(503, await StatusAsync(() => Http.GetAsync(file.PrivateUrl, Cancel)));
        Slack.Faults.Answer(500);
        Slack.Faults.Clear();
        await PostedAsync();
    }

    private static async Task<int> StatusAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var answer = await send();
        return (int)answer.StatusCode;
    }

    private Task<HttpResponseMessage> PostAsync() =>
        Http.PostAsJsonAsync("chat.postMessage", new { channel = Channel.Id, text = "x" }, Cancel);
}
