using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Sandbox.Tests;

/// <summary>A sandbox over real HTTP, on a Wednesday at 11:00 in the district.</summary>
public class RunningSandbox : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 3, 11, 15, 0, 0, TimeSpan.Zero);

    private List<JsonElement>? _everyTicket;

    public FakeTimeProvider Clock { get; } = new(Start);

    public SandboxServer Server { get; private set; } = null!;

    public Client Client { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => await StartAsync(new SandboxOptions { Time = Clock });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>All tickets, as they were at the first call.</summary>
    public async Task<IReadOnlyList<JsonElement>> EveryTicketAsync() => _everyTicket ??= await Client.AllAsync();

    protected async Task StartAsync(SandboxOptions options)
    {
        Server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        Client = new Client(Server);
    }
}

/// <summary>For tests that change something: each has its own sandbox.</summary>
public abstract class SandboxTest : RunningSandbox
{
    public override async ValueTask InitializeAsync() => await StartAsync(Options());

    protected virtual SandboxOptions Options() => new() { Time = Clock };

    protected SandboxServer Sandbox => Server;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
