using System.Net;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Client;
using IiqBot.FakeSlack.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Hosting;

/// <summary>Kestrel on two free ports of 127.0.0.1: Slack itself, and another server, which the bot must never call.</summary>
internal sealed class FakeServer(
    ApiEndpoint api,
    ResponseUrls responseUrls,
    FileEndpoint files,
    SocketEndpoint sockets,
    CallLog calls,
    ViolationList violations
) : IAsyncDisposable
{
    private WebApplication? _app;
    private int _elsewherePort;

    public async Task<(Uri Slack, Uri Elsewhere)> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Listen(IPAddress.Loopback, 0);
            });
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(GuardedAsync);
        await _app.StartAsync(cancellationToken);
        Uri[] urls = [.. _app.Urls.Select(u => new Uri(u))];
        _elsewherePort = urls[1].Port;
        return (urls[0], new UriBuilder(urls[1]) { Host = "localhost" }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        // A held or slow call must not keep the server from stopping.
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    /// <summary>An error of the fake itself must not look like one of Slack's.</summary>
    private async Task GuardedAsync(HttpContext http)
    {
        try
        {
            await HandleAsync(http);
        }
        catch (BadHttpRequestException)
        {
            throw; // the client closed the connection, as a stopping bot does; Kestrel closes its end
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            violations.Add($"{http.Request.Path}: the fake itself failed: {error}");
            throw;
        }
    }

    private Task HandleAsync(HttpContext http)
    {
        if (http.Connection.LocalPort == _elsewherePort)
            return ElsewhereAsync(http);
        return (http.Request.Path.Value ?? "").Trim('/').Split('/') switch
        {
            ["api", var method] => api.HandleAsync(http, method),
            ["commands" or "actions", _, var secret] => responseUrls.HandleAsync(http, secret),
            ["upload", "v1", var secret] => files.UploadAsync(http, secret),
            ["files-pri", var id, _] => files.DownloadAsync(http, id),
            ["link"] => sockets.HandleAsync(http),
            [""] => FileEndpoint.SignInPageAsync(http),
            _ => NothingAsync(http),
        };
    }

    private Task NothingAsync(HttpContext http)
    {
        violations.Add($"{http.Request.Method}: nothing is at {http.Request.Path}.");
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Task ElsewhereAsync(HttpContext http)
    {
        calls.Add("elsewhere", default, null);
        violations.Add(
            http.Request.Headers.Authorization.Count > 0
                ? "a token was sent to a server that is not Slack's."
                : "a redirect was followed to a server that is not Slack's."
        );
        return http.Response.WriteAsync("not Slack");
    }
}
