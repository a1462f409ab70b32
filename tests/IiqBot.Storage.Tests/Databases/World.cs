using IiqBot.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Storage.Tests.Databases;

/// <summary>The implementations that must pass the contract tests.</summary>
public enum Kind
{
    Memory,
    Sqlite,
    PostgreSql,
}

/// <summary>One storage and the processes that use it.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"iiqbot-{Guid.NewGuid():N}");
    private readonly List<Replica> _replicas = [];

    private readonly QueryPlans? _plans;

    private World(Kind kind, Dictionary<string, string?> settings)
    {
        (Kind, _settings) = (kind, settings);
        if (kind == Kind.Sqlite)
            _plans = new(FilePath);
    }

    /// <summary>The implementation of this storage.</summary>
    public Kind Kind { get; }

    /// <summary>The clock of all processes.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Adds services to each process, such as a job of a test.</summary>
    public Action<IServiceCollection> Also { get; set; } = _ => { };

    /// <summary>Whether the test damaged the file, so that its query plans cannot be read.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The SQLite file.</summary>
    public string FilePath => Path.Combine(_folder, "data", "iiqbot.db");

    /// <summary>The connection string of the PostgreSQL database; null for the others.</summary>
    public string? ConnectionString => _settings.GetValueOrDefault("Storage:ConnectionString");

    /// <summary>Opens an empty storage with one process.</summary>
    public static async Task<World> OpenAsync(Kind kind, PostgreSqlServer server, params (string Name, string Value)[] settings)
    {
        var world = await CreateAsync(kind, server, settings);
        await world.JoinAsync();
        return world;
    }

    /// <summary>Creates an empty storage that no process uses yet.</summary>
    public static async Task<World> CreateAsync(Kind kind, PostgreSqlServer server, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal);
        if (kind == Kind.PostgreSql)
        {
            all["Storage:Provider"] = "PostgreSql";
            all["Storage:ConnectionString"] = await server.CreateDatabaseAsync();
        }

        return new(kind, all);
    }

    /// <summary>A service of the first process.</summary>
    public T Get<T>()
        where T : notnull => _replicas[0].Get<T>();

    /// <summary>The first process.</summary>
    public Replica First => _replicas[0];

    /// <summary>Starts one more process.</summary>
    public async Task<Replica> JoinAsync(params (string Name, string Value)[] settings)
    {
        var replica = Make(settings);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Makes one more process without starting it.</summary>
    public Replica Make(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(_settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            values[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Mock.Of<IHostEnvironment>(environment => environment.ContentRootPath == _folder));
        services.AddCore();
        if (Kind != Kind.Memory)
            services.AddStorage(configuration);
        Also(services);
        var replica = new Replica(services.BuildServiceProvider(), Time);
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>
    /// Another process that leases under its own name, beside the first. On SQLite no such process can exist, because one process owns the
    /// file. There it stands for the owner that a stalled process finds when it wakes up: another lease in the same file.
    /// </summary>
    public async Task<Replica> BesideAsync()
    {
        if (Kind != Kind.Sqlite)
            return await JoinAsync();
        var replica = Make();
        replica.Get<IServiceProvider>().OpenForReading(); // without claiming the file; its stores can still write
        return replica;
    }

    /// <summary>
    /// Starts another process after the first one crashed. Where only one process can use the file, the first one releases it.
    /// </summary>
    public async Task<Replica> AfterDeathAsync()
    {
        if (Kind == Kind.Sqlite)
            await First.DisposeAsync();
        return await JoinAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        using (_plans)
        {
            if (_plans is not null && !IsDamaged && File.Exists(FilePath))
            {
                Assert.True(_plans.HasHeard);
                Assert.Equal([], await _plans.WholeTablesAsync());
            }
        }

        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One process that uses a storage.</summary>
public sealed class Replica(ServiceProvider services, FakeTimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongForAStop = TimeSpan.FromSeconds(2);
    private bool _isDisposed;

    /// <summary>One of its services.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Starts its hosted services, and waits until it has tried to open the storage.</summary>
    public async Task StartAsync()
    {
        foreach (var part in services.GetServices<IHostedService>())
            await part.StartAsync(TestContext.Current.CancellationToken);
        if (services.GetService<Database.StorageReadiness>() is { } readiness)
            await readiness.WhenTriedAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // As in the host: a service that does not stop in time is abandoned. Here it fails the test instead of blocking all of them.
        using var limit = new CancellationTokenSource(Patience);
        foreach (var part in services.GetServices<IHostedService>())
            await StopAsync(part, limit.Token).WaitAsync(Patience);
        await services.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    // Quartz waits by this clock for a lock that another replica holds, so somebody must move it.
    private async Task StopAsync(IHostedService part, CancellationToken cancellationToken)
    {
        var stopped = part.StopAsync(cancellationToken);
        while (await Task.WhenAny(stopped, Task.Delay(LongForAStop, cancellationToken)) != stopped)
            time.Advance(TimeSpan.FromSeconds(1));
        await stopped;
    }
}
