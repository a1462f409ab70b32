using System.Collections.Concurrent;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Web.Hosting;
using Microsoft.Extensions.Hosting;

namespace IiqBot.Web.Tests;

/// <summary>Lists are loaded after startup, one after the other, again after a failure, and regularly to keep them fresh.</summary>
public sealed class ListPreloadTests : IAsyncDisposable
{
    private static readonly string[] All =
    [
        nameof(ILookups.IssuesAsync),
        nameof(ILookups.LocationsAsync),
        nameof(ILookups.SiteAsync),
        nameof(ILookups.PrioritiesAsync),
        nameof(ILookups.StepsAsync),
        nameof(ILookups.AgentsAsync),
        nameof(ILookups.TeamsAsync),
        nameof(ILookups.CloseReasonsAsync),
    ];

    private readonly WatchedTime _time = new();
    private readonly LogLines _log = new();
    private readonly Lifetime _lifetime = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ListPreload _preload;
    private Func<string, Exception?> _fault = _ => null;

    public ListPreloadTests()
    {
        var lookups = new Mock<ILookups>(MockBehavior.Loose) { DefaultValueProvider = new Answering(this) };
        _preload = new ListPreload(lookups.Object, _lifetime, _time, _log);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_are_loaded_shortly_after_startup_and_every_15_minutes()
    {
        await _preload.StartAsync(Token);
        Assert.Empty(_asked);
        _lifetime.Start();
        Assert.Equal(ListPreload.Settling, await _time.PauseAsync());
        Assert.Empty(_asked);

        _time.Advance(ListPreload.Settling);
        Assert.Equal(TimeSpan.FromMinutes(15), await _time.PauseAsync());
        Assert.Equal(All, _asked);

        _time.Advance(TimeSpan.FromMinutes(15));
        await _time.PauseAsync();
        Assert.Equal(All.Concat(All), _asked);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task While_Incident_IQ_is_unreachable_retries_slow_down_and_one_log_line_says_so()
    {
        _fault = _ => new IncidentIqException(IncidentIqFailure.Unreachable, "Nobody listens.");
        await BeginAsync();
        var pauses = new List<TimeSpan>();
        for (var failures = 0; failures < 7; failures++)
        {
            pauses.Add(await _time.PauseAsync());
            if (failures == 6)
                _fault = _ => null;
            _time.Advance(pauses[^1]);
        }

        Assert.All(
            pauses.Zip([5, 10, 20, 40, 60, 60, 60]),
            pause => Assert.InRange(pause.First.TotalSeconds, pause.Second * 0.75, pause.Second * 1.25)
        );
        Assert.Equal(ListPreload.Calm, await _time.PauseAsync());
        Assert.Equal([.. Enumerable.Repeat(All[0], 7), .. All], _asked);
        Assert.Equal(["Warning Could not load the lists for forms in advance (Unreachable); the bot will try again"], _log.Lines);
    }

    [Fact]
    public async Task A_list_that_fails_does_not_stop_the_others()
    {
        _fault = list =>
            list switch
            {
                nameof(ILookups.LocationsAsync) => new IncidentIqException(IncidentIqFailure.NotPermitted, "403"),
                nameof(ILookups.StepsAsync) => new InvalidOperationException("a mistake of the program"),
                _ => null,
            };
        await BeginAsync();
        await _time.PauseAsync();

        Assert.Equal(All, _asked);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Stopping_ends_the_preload()
    {
        await BeginAsync();
        await _time.PauseAsync();

        await _preload.StopAsync(Token);

        Assert.True(_preload.ExecuteTask!.IsCompleted);
        Assert.False(_preload.ExecuteTask.IsFaulted);
    }

    public async ValueTask DisposeAsync()
    {
        await _preload.StopAsync(CancellationToken.None);
        _preload.Dispose();
        _lifetime.Dispose();
    }

    private async Task BeginAsync()
    {
        _lifetime.Start();
        await _preload.StartAsync(Token);
        _time.Advance(await _time.PauseAsync());
    }

    /// <summary>Answers every list in the same way: with nothing, or with the fault of the test.</summary>
    private sealed class Answering(ListPreloadTests test) : DefaultValueProvider
    {
        protected override object GetDefaultValue(Type type, Mock mock)
        {
            var list = mock.Invocations[^1].Method.Name;
            test._asked.Enqueue(list);
            var result = type.GetGenericArguments()[0];
            return test._fault(list) is { } fault
                ? typeof(Task)
                    .GetMethods()
                    .Single(m => m is { Name: nameof(Task.FromException), IsGenericMethod: true })
                    .MakeGenericMethod(result)
                    .Invoke(null, [fault])!
                : typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(result).Invoke(null, [null])!;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _started = new();

        public CancellationToken ApplicationStarted => _started.Token;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void Start() => _started.Cancel();

        public void StopApplication() => throw new NotSupportedException();

        public void Dispose() => _started.Dispose();
    }
}
