using IiqBot.Core.Model;
using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Core.Tests.Platforms;

/// <summary>The work of an adapter after it acknowledged a request.</summary>
public sealed class TurnRunnerTests : IDisposable
{
    private static readonly Actor Ada = new("slack", "T1", "U1") { DisplayName = "Ada" };
    private static readonly Actor Grace = new("slack", "T1", "U2");
    private static readonly Actor Joan = new("slack", "T1", "U3");
    private readonly FakeTimeProvider _time = new();
    private readonly SmallRunner _runner;
    private readonly TaskCompletionSource<int> _end = new();

    public TurnRunnerTests() => _runner = new SmallRunner(_time, NullLogger.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_limit_ends_with_the_turn_that_reached_it()
    {
        Assert.True(_runner.TryRun(Ada, _ => _end.Task, out var first));
        Assert.True(_runner.TryRun(Ada with { DisplayName = null }, _ => _end.Task, out var second));
        Assert.False(_runner.HasRoomFor(Ada));
        Assert.False(_runner.TryStart(Ada, _ => _end.Task));
        Assert.True(_runner.TryRun(Grace, _ => _end.Task, out var third));
        Assert.True(_runner.HasRoomFor(Joan));
        Assert.False(_runner.TryStart(Joan, _ => _end.Task));

        _end.SetResult(7);
        await Task.WhenAll(first, second, third);

        Assert.True(_runner.TryStart(Ada, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_stopping_runner_accepts_no_turn_and_waits_for_running_ones()
    {
        Assert.True(_runner.TryStart(Ada, _ => _end.Task));
        _runner.Start(_ => throw new InvalidOperationException());

        var stopped = _runner.StopAsync(Cancel);

        Assert.False(_runner.TryStart(Grace, _ => Task.CompletedTask));
        Assert.False(stopped.IsCompleted);
        _end.SetResult(0);
        await stopped;
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_cancelled_at_shutdown()
    {
        var wasCancelled = _runner.RunAsync(async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return token.IsCancellationRequested;
        });

        var stopped = _runner.StopAsync(Cancel);
        Assert.False(stopped.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(8));
        await stopped;

        Assert.True(await wasCancelled);
    }

    public void Dispose() => _runner.Dispose();

    private sealed class SmallRunner(TimeProvider time, ILogger logger) : TurnRunner(new TurnLimits(Most: 3, MostOfOne: 2), time, logger);
}
