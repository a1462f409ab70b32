using System.Net;
using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Endpoints;
using IiqBot.Sandbox.Faults;
using IiqBot.Sandbox.Generation;
using IiqBot.Sandbox.Http;
using IiqBot.Sandbox.Rules;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IiqBot.Sandbox;

/// <summary>
/// A local Incident IQ over real HTTP: the documented API (docs/reference/incident-iq.md, "What the sandbox imitates")
/// with a made-up district. It listens on 127.0.0.1 only and keeps everything in memory.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private const int BodyLimit = 40 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly World _world;

    private SandboxServer(World world, WebApplication app, SandboxControl control)
    {
        _world = world;
        _app = app;
        Control = control;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The base address, without <c>/api/v1.0</c>.</summary>
    public Uri Url { get; }

    /// <summary>The bearer token to send. It is made up and no secret.</summary>
    public string Token => _world.Options.Token;

    /// <summary>The id of the made-up site, as sent in the <c>SiteId</c> header.</summary>
    public Guid SiteId => District.SiteId;

    /// <summary>Faults, call counters, people and webhooks.</summary>
    public SandboxControl Control { get; }

    /// <summary>Makes the district and starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = MakeWorld(options);
        var control = new SandboxControl(world);
        var app = Build(options.Port);
        MapRoutes(app, world, control);
        await app.StartAsync(cancellationToken);
        return new(world, app, control);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _world.Faults.ReleaseAsync();
        _world.Scheduler.Dispose();
        await _app.DisposeAsync();
        _world.Webhooks.Dispose();
        _world.Faults.Dispose();
    }

    private static World MakeWorld(SandboxOptions options)
    {
        var clock = new SiteClock(options.Time);
        var numbers = new TicketNumbers(options.Numbers);
        var district = DistrictMaker.Make(options.Seed, numbers, clock.Now);
        var desk = new TicketDesk(district, clock, numbers);
        var world = new World
        {
            Options = options,
            Clock = clock,
            District = district,
            Desk = desk,
            Faults = new FaultBoard(options.Time),
            Calls = new CallCounter(),
            Scheduler = new Scheduler(options.Time),
            Webhooks = new WebhookSender(district, desk, clock),
            Json = WireJson.Options(options.ZeroQuirks),
        };
        new AutoAssign(district, desk, world.Scheduler, options.RuleDelay).Listen(world.Gate);
        world.Webhooks.Listen(world.Gate);
        return world;
    }

    private static void MapRoutes(WebApplication app, World world, SandboxControl control)
    {
        app.Use(UseAliasAsync);
        app.UseRouting();
        var pipeline = new Pipeline(world);
        ApiRoutes.Map(new RouteTable(app, pipeline));
        ControlRoutes.Map(app, control);
        app.MapFallback(
            "{**path}",
            context =>
                pipeline.RunAsync(
                    context,
                    $"{context.Request.Method} (unknown)",
                    static _ => throw Refusal.Of(404, "No HTTP resource was found that matches the request URI.")
                )
        );
    }

    private static WebApplication Build(int port)
    {
        // An empty builder reads no settings and no environment of the process that the sandbox runs in, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, port);
                kestrel.Limits.MaxRequestBodySize = BodyLimit;
                kestrel.AddServerHeader = false;
            });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    // The web app's own paths lead to the same routes (docs/reference/incident-iq.md, "Addresses and headers").
    private static Task UseAliasAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/services", StringComparison.OrdinalIgnoreCase, out var rest))
            context.Request.Path = new PathString("/api/v1.0").Add(rest);
        return next(context);
    }

    /// <summary>Leaves Ctrl+C to the process that the sandbox runs in.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
