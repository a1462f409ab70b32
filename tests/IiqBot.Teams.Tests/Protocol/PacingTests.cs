using IiqBot.Teams.Connector;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class PacingTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Conversations_do_not_delay_each_other()
    {
        var pacing = ConnectorRates.Sending(_time);
        for (var i = 0; i < 100; i++)
            Assert.Equal(TimeSpan.Zero, await pacing.WaitAsync($"c{i}", TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_eighth_call_within_a_second_is_delayed()
    {
        var pacing = ConnectorRates.Sending(_time);
        for (var i = 0; i < 7; i++)
            Assert.True(pacing.WaitAsync("c", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken).AsTask().IsCompleted);

        var eighth = pacing.WaitAsync("c", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(eighth.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(TimeSpan.Zero, await eighth);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_reported_and_takes_no_slot()
    {
        var pacing = ConnectorRates.Sending(_time);
        for (var i = 0; i < 7; i++)
            await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken);
        for (var i = 0; i < 50; i++)
            Assert.InRange(
                await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken),
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1.1)
            );

        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(TimeSpan.Zero, await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_more_than_1800_calls_are_made_within_an_hour()
    {
        var (pacing, made) = (ConnectorRates.Sending(_time), 0);
        for (var second = 0; second < 3590; second++)
        {
            if (await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken) == TimeSpan.Zero)
                made++;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1800, made);
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(60, 30)]
    public async Task No_window_is_exceeded_wherever_it_begins(int calls, int seconds)
    {
        var (pacing, made) = (ConnectorRates.Sending(_time), new List<DateTimeOffset>());
        for (var step = 0; step < 1000; step++)
        {
            while (await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken) == TimeSpan.Zero)
                made.Add(_time.GetUtcNow());
            _time.Advance(TimeSpan.FromMilliseconds(130));
        }

        Assert.InRange(made.Count, 240, 320);
        for (var i = calls; i < made.Count; i++)
            Assert.True(made[i] - made[i - calls] >= TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Idle_conversations_are_forgotten_and_start_again()
    {
        var pacing = ConnectorRates.Sending(_time);
        for (var i = 0; i < 7; i++)
            await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 7; i++)
            Assert.Equal(TimeSpan.Zero, await pacing.WaitAsync("c", TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Equal(1, pacing.Keys);
        _time.Advance(TimeSpan.FromHours(2));
        await pacing.WaitAsync("d", TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(1, pacing.Keys);
    }
}
