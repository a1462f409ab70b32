using System.Threading.Channels;
using IiqBot.Core;
using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Web.Tests;

/// <summary>
/// The loop of the pumps over an inbox and an outbox that the test controls. By default the outbox is idle: its query for due deliveries
/// lasts until the stop.
/// </summary>
internal sealed class Pumps : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WorkPumps _pumps;
    private readonly TaskCompletionSource<IReadOnlyList<Delivery>> _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answered;

    public Pumps()
    {
        var dispatcher = new Mock<IDispatcher>();
        dispatcher
            .Setup(it => it.AnswerAsync(It.IsAny<Accepted>(), It.IsAny<CancellationToken>()))
            .Returns((Accepted _, CancellationToken token) => AnswerAsync(token));
        Outbox.Setup(outbox => outbox.LeaseDueAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(_quiet.Task);
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time);
        services.AddIncidentIq();
        services.AddCore();
        services
            .Replace(ServiceDescriptor.Singleton<IInbox>(Inbox))
            .Replace(ServiceDescriptor.Singleton(Outbox.Object))
            .Replace(ServiceDescriptor.Singleton(dispatcher.Object));
        services.AddSingleton<ILogger<WorkPumps>>(Log);
        _services = services.BuildServiceProvider();
        _pumps = ActivatorUtilities.CreateInstance<WorkPumps>(_services);
    }

    public WatchedTime Time { get; } = new();

    public ScriptedInbox Inbox { get; } = new();

    public Mock<IOutbox> Outbox { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>What the answer of a request waits for; null if it is ready at once.</summary>
    public TaskCompletionSource? Answering { get; set; }

    /// <summary>Set when the first request is leased, to the token that would cancel it.</summary>
    public TaskCompletionSource<CancellationToken> Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many requests were answered.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public Task StartAsync() => _pumps.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync()
    {
        var stop = _pumps.StopAsync(TestContext.Current.CancellationToken);
        _quiet.TrySetResult([]);
        return stop;
    }

    public async ValueTask DisposeAsync()
    {
        Answering?.TrySetResult();
        await StopAsync();
        _pumps.Dispose();
        await _services.DisposeAsync();
    }

    private async Task<BotResponse> AnswerAsync(CancellationToken cancellationToken)
    {
        Began.TrySetResult(cancellationToken);
        if (Answering is { } answering)
            await answering.Task.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _answered);
        return new BotResponse.Silent();
    }
}

/// <summary>A clock that stands still, and reports how long each pause will be.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>The next pause that starts, or that has started and was not read yet.</summary>
    public ValueTask<TimeSpan> PauseAsync() => _pauses.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
            _pauses.Writer.TryWrite(dueTime);
        return timer;
    }
}

/// <summary>An inbox whose due requests the test sets, and that fails when the test says so.</summary>
internal sealed class ScriptedInbox : IInbox
{
    private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();
    private int _count;

    /// <summary>The requests that are due, round by round; nothing after that.</summary>
    public Queue<IReadOnlyList<WorkItem>> Rounds { get; } = [];

    /// <summary>What it fails with now; null if it works.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often it was asked for due requests.</summary>
    public int Asked => Volatile.Read(ref _count);

    /// <summary>Waits until it was asked that often.</summary>
    public async Task WhenAskedAsync(int times)
    {
        while (await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken) < times) { }
    }

    public Task<IReadOnlyList<WorkItem>> LeaseDueAsync(int most, CancellationToken cancellationToken)
    {
        _asked.Writer.TryWrite(Interlocked.Increment(ref _count));
        if (Fault is { } fault)
            return Task.FromException<IReadOnlyList<WorkItem>>(fault);
        return Task.FromResult(Rounds.Count > 0 ? Rounds.Dequeue() : []);
    }

    public Task<IReadOnlyList<WorkItem>> LeaseUnfinishedAsync(int most, CancellationToken cancellationToken) =>
        LeaseDueAsync(most, cancellationToken);

    public Task<WorkItem?> FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult<WorkItem?>(null);

    public Task<Receipt> StoreAsync(WorkItem item, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task FinishAsync(WorkItem item, BotResponse answer, Consequences consequences, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task KeepAsync(WorkItem item, DateTimeOffset due, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(WorkItem item, AuditEntry? audit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ShownAsync(WorkItem item, PostedMessage? where, PostedCard? card, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task HandBackAsync(WorkItem item, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RenewAsync(WorkItem item, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<WorkItem>> WaitingOfAsync(Actor person, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> WithdrawAsync(Guid id, Actor person, AuditEntry audit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

/// <summary>The log lines.</summary>
internal sealed class LogLines : ILogger<WorkPumps>, ILogger<ListPreload>
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

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
        lock (_lines)
            _lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}

/// <summary>A platform that does not answer the lookup of a person until the caller gives up.</summary>
internal sealed class SilentDirectory : IPersonDirectory
{
    public string Platform => "teams";

    /// <summary>Set when it was called.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        Asked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException();
    }
}
