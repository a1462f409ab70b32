using IiqBot.Core.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Core.Tests.Platforms;

/// <summary>How often an adapter may call its platform.</summary>
public sealed class PacingTests
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_that_come_too_soon_wait_in_their_order()
    {
        var pacing = new Pacing(_time, new CallWindow(4, Span));
        var waits = Enumerable.Range(0, 10).Select(_ => pacing.WaitAsync("C1", Minute, Cancel).AsTask()).ToList();
        Assert.Equal(4, waits.Count(wait => wait.IsCompleted));
        Assert.Equal(TimeSpan.Zero, await pacing.WaitAsync("C2", TimeSpan.Zero, Cancel));

        _time.Advance(Span - TimeSpan.FromMilliseconds(1));
        Assert.Equal(4, waits.Count(wait => wait.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await Task.WhenAll(waits[..8]);
        Assert.Equal(8, waits.Count(wait => wait.IsCompleted));

        var patience = TimeSpan.FromSeconds(1);
        Assert.True(await pacing.WaitAsync("C1", patience, Cancel) > patience);
    }

    [Fact]
    public async Task A_pause_that_the_platform_requests_delays_waiting_calls()
    {
        var pacing = new Pacing(_time, new CallWindow(1, Span));
        await pacing.WaitAsync("C1", TimeSpan.Zero, Cancel);
        var patient = pacing.WaitAsync("C1", Minute, Cancel).AsTask();
        var impatient = pacing.WaitAsync("C1", TimeSpan.FromSeconds(10), Cancel).AsTask();

        pacing.Hold("C1", TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(patient.IsCompleted);
        Assert.InRange(await impatient, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(21));
        _time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(TimeSpan.Zero, await patient);
    }

    [Fact]
    public async Task A_key_that_was_only_paused_is_forgotten_too()
    {
        var pacing = new Pacing(_time, new CallWindow(1, Span));
        pacing.Hold("C1", Minute);
        Assert.Equal(Minute, await pacing.WaitAsync("C1", TimeSpan.Zero, Cancel));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, await pacing.WaitAsync("C2", TimeSpan.Zero, Cancel));
        Assert.Equal(1, pacing.Keys);
    }
}
