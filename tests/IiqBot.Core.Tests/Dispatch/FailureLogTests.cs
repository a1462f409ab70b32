using IiqBot.Core.Pipeline;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>Looking up a failure by its reference.</summary>
public sealed class FailureLogTests
{
    [Fact]
    public void The_latest_of_several_failures_with_one_reference_is_found()
    {
        var log = new FailureLog(TimeProvider.System);
        log.Add("slack", "ticket.show", "first", "7F3K2Q");
        log.Add("slack", "ticket.show", "second", "7F3K2Q");

        Assert.Equal("second", log.Find("7f3k2q")?.Cause);
    }
}
