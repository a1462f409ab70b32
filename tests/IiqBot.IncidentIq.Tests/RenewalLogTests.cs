using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.IncidentIq.Tests;

/// <summary>What the log says about lists that cannot be renewed, and when it says it again.</summary>
public sealed class RenewalLogTests
{
    private static readonly IncidentIqException TimedOut = new(IncidentIqFailure.TimedOut, "GET /teams/all: no answer in time.");
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _lines = new();
    private readonly RenewalLog _log;

    public RenewalLogTests() => _log = new(_lines, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_cause_is_logged_once_until_it_is_over_and_only_by_name()
    {
        _log.Failed("teams", TimedOut);
        _log.Failed("teams", TimedOut);
        _log.Failed("locations", TimedOut);
        Assert.Equal(
            "Could not renew list teams (TimedOut); the bot uses the previous list and retries. It logs no other list with the same cause",
            Assert.Single(_lines.Told)
        );

        _log.Loaded("teams");
        Assert.Single(_lines.Told);
        _log.Loaded("locations");
        Assert.Equal("The bot can renew all lists again", _lines.Told[^1]);
        _log.Failed("teams", TimedOut);
        Assert.Equal(3, _lines.Told.Count);
    }

    [Fact]
    public void A_list_that_is_no_longer_used_does_not_silence_a_later_outage()
    {
        _log.Failed("rooms/1", TimedOut);
        _time.Advance(RenewalLog.Memory);

        _log.Failed("teams", TimedOut);
        Assert.Equal(2, _lines.Told.Count);
        _log.Loaded("teams");
        Assert.Equal("The bot can renew all lists again", _lines.Told[^1]);
    }

    [Fact]
    public void An_outage_of_many_hours_is_logged_once()
    {
        for (var quarters = 0; quarters < 12; quarters++)
        {
            _log.Failed("teams", TimedOut);
            _time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Single(_lines.Told);
    }

    [Fact]
    public async Task A_list_that_is_used_again_after_a_failure_counts_as_renewed()
    {
        using var cache = new LookupCache(_log, _time, Options.Create(new IncidentIqOptions()));
        var minute = TimeSpan.FromMinutes(1);
        Task<string?> AskAsync(Func<Task<string?>> load) => cache.GetAsync("teams", minute, minute, _ => load(), Cancel);
        await AskAsync(() => Task.FromResult<string?>("old"));
        _time.Advance(minute);
        await AskAsync(() => Task.FromException<string?>(TimedOut));
        await _lines.First.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        _time.Advance(minute);

        Assert.Equal("new", await AskAsync(() => Task.FromResult<string?>("new")));

        Assert.Equal("The bot can renew all lists again", _lines.Told[^1]);
    }

    private sealed class Lines : ILogger<RenewalLog>
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Told { get; } = [];

        /// <summary>Completes when a line was logged.</summary>
        public Task First => _first.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Told.Add(formatter(state, exception));
            _first.TrySetResult();
        }
    }
}
