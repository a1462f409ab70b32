using IiqBot.Tests.Time;

namespace IiqBot.FakeSlack.Tests;

public sealed class AcknowledgementTests : SlackTest
{
    [Fact]
    public async Task A_late_acknowledgement_is_a_violation_and_events_are_retried()
    {
        Bot.Answer = _ => (0, "");
        Assert.Equal(504, (int)(await PassingTime.UntilAsync(Clock, Client.CommandAsync(Chat, "/iiq", "help", Cancel))).Status);
        Violated("/iiq: the bot did not acknowledge within");
        await PassingTime.UntilAsync(Clock, Client.SayAsync(Chat, "Hello", cancellationToken: Cancel));
        Violated("message: the bot did not acknowledge within");
        Bot.Answer = _ => (200, "");
        Assert.Equal("http_timeout", Assert.Single(await Slack.RetryDueAsync(Cancel)).Request.RetryReason);
        Slack.AssertClean();
    }

    [Fact]
    public void The_documented_deadline_is_3_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(3), new FakeSlackOptions().AcknowledgementDeadline);
}
