using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>When a call is caught.</summary>
internal enum Moment
{
    /// <summary>The call has arrived, and Incident IQ has not seen it yet.</summary>
    Received,

    /// <summary>Incident IQ has carried it out and answered, and the caller does not know yet.</summary>
    Done,
}

/// <summary>
/// The line between the service and Incident IQ. Every call passes unchanged. One call can be caught on its way, and the line can be down,
/// so that connections are refused. A call that has arrived is carried out even if the caller has crashed.
/// </summary>
internal sealed class Tap : IAsyncDisposable
{
    private static readonly string[] Passed = ["Authorization", "SiteId", "Client", "Accept"];

    // No connection is used twice, so a lost answer stays lost and is never sent again from here.
    private readonly HttpClient _onward = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });
    private readonly Lock _gate = new();
    private readonly List<Catch> _catches = [];
    private readonly Uri _target;
    private WebApplication? _app;

    private Tap(Uri target, Uri url) => (_target, Url) = (target, url);

    /// <summary>Where the service finds Incident IQ.</summary>
    public Uri Url { get; }

    public static async Task<Tap> OpenAsync(Uri target)
    {
        var tap = new Tap(target, new Uri($"http://127.0.0.1:{Ports.Free()}"));
        await tap.GoUpAsync();
        return tap;
    }

    /// <summary>Catches the next call of this kind, and holds it until it is released.</summary>
    public Catch Next(Moment moment, Func<string, bool> isWanted)
    {
        var next = new Catch(moment, isWanted);
        lock (_gate)
            _catches.Add(next);
        return next;
    }

    /// <summary>From now on connections are refused.</summary>
    public async Task GoDownAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    /// <summary>Accepts connections again, at the same address.</summary>
    public async Task GoUpAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, Url.Port);
                kestrel.AddServerHeader = false;
            });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        _app = builder.Build();
        _app.Run(PassAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _catches.ForEach(one => one.LetGo());
        if (_app is not null)
            await _app.DisposeAsync();
        _onward.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var call = $"{context.Request.Method} {context.Request.Path}";
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(_target, $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}")
        );
        foreach (var name in Passed)
        {
            if (context.Request.Headers.TryGetValue(name, out var value))
                request.Headers.TryAddWithoutValidation(name, (string?)value);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        request.Content = new ByteArrayContent(body.ToArray());
        if (context.Request.ContentType is { } type)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        await HoldAsync(Moment.Received, call);
        try
        {
            using var answer = await _onward.SendAsync(request, CancellationToken.None);
            var content = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            await HoldAsync(Moment.Done, call);
            if (context.RequestAborted.IsCancellationRequested)
                return;
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            if (answer.Headers.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = wait.ToString();
            await context.Response.Body.WriteAsync(content);
        }
        catch (HttpRequestException)
        {
            context.Abort(); // the answer is lost on purpose
        }
    }

    private async Task HoldAsync(Moment moment, string call)
    {
        Catch? caught;
        lock (_gate)
        {
            caught = _catches.Find(one => one.Moment == moment && one.IsWanted(call));
            if (caught is not null)
                _catches.Remove(caught);
        }

        if (caught is not null)
            await caught.HoldAsync();
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>A call that is held on its way, or will be.</summary>
internal sealed class Catch(Moment moment, Func<string, bool> isWanted)
{
    private readonly TaskCompletionSource _caught = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Moment Moment => moment;

    public Func<string, bool> IsWanted => isWanted;

    /// <summary>Completes when the call is held.</summary>
    public Task Caught => _caught.Task;

    public void LetGo() => _released.TrySetResult();

    public Task HoldAsync()
    {
        _caught.TrySetResult();
        return _released.Task;
    }
}

/// <summary>Free ports.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
