using System.Collections.Concurrent;
using IiqBot.Core.Identity;
using IiqBot.Core.Later;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Core.Tests.District;

/// <summary>The whole core with a made-up help desk, a made-up chat platform, and a clock that the test controls.</summary>
public sealed class Scenario : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Scenario(Action<IServiceCollection>? setUp = null)
    {
        Site = new(Time);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IPersonDirectory>(Directory)
            .AddSingleton<IMessenger>(Messenger)
            .AddSingleton<IFileSource>(Chat)
            .AddSingleton(Site.Tickets.Object)
            .AddSingleton(Site.Activities.Object)
            .AddSingleton(Site.Assets.Object)
            .AddSingleton(Site.Files.Object)
            .AddSingleton(Site.Lookups.Object)
            .AddLogging(logging => logging.AddProvider(Log))
            .AddCore();
        services.AddOptions<IncidentIqOptions>();
        services.Configure<BotOptions>(options => options.EmailDomains.Add(TestDistrict.Domain));
        services.Configure<MemoryCacheOptions>(options => options.Clock = new FakeClock(Time));
        setUp?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeTimeProvider Time { get; } = new(TestDistrict.Now);

    public HelpDesk Site { get; }

    public TestDirectory Directory { get; } = new();

    public TestMessenger Messenger { get; } = new("test");

    /// <summary>The files of the chat platform.</summary>
    public TestFiles Chat { get; } = new();

    /// <summary>Moves the clock and runs the pumps until nothing is due any more.</summary>
    public async Task PumpAsync(TimeSpan later = default)
    {
        Time.Advance(later);
        var token = TestContext.Current.CancellationToken;
        while (await Get<WorkPump>().PumpAsync(token) + await Get<OutboxPump>().PumpAsync(token) > 0) { }
    }

    public RecordedLog Log { get; } = new();

    public IDispatcher Dispatcher => _services.GetRequiredService<IDispatcher>();

    public HandlerRegistry Registry => _services.GetRequiredService<HandlerRegistry>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A person's personal chat with the bot.</summary>
    public Conversation ChatOf(User person) => new(this, person.Email!, ConversationScope.OneToOne);

    /// <summary>A channel in which one person writes and others read.</summary>
    public Conversation ChannelWith(User person) => new(this, person.Email!, ConversationScope.Channel);

    /// <summary>A conversation of any kind.</summary>
    public Conversation In(ConversationScope scope, User person) => new(this, person.Email!, scope);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class FakeClock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}

/// <summary>Every test has its own district.</summary>
public abstract class DistrictTest : IAsyncDisposable
{
    protected Scenario District { get; } = new();

    protected HelpDesk Site => District.Site;

    public async ValueTask DisposeAsync()
    {
        await District.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The directory of the platform. By default the user id is the e-mail address.</summary>
public sealed class TestDirectory : IPersonDirectory
{
    public string Platform { get; set; } = "test";

    public Func<Actor, CancellationToken, Task<PlatformPerson>> Find { get; set; } =
        (actor, _) => Task.FromResult(new PlatformPerson(actor.UserId, actor.UserId, IsGuest: false));

    public int Calls { get; private set; }

    public Task<PlatformPerson> FindAsync(Actor actor, ConversationAddress conversation, CancellationToken cancellationToken)
    {
        Calls++;
        return Find(actor, cancellationToken);
    }
}

/// <summary>All log lines, rendered, with exceptions.</summary>
public sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() { }
}
