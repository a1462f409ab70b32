using System.Net;
using System.Security.Cryptography.X509Certificates;
using IiqBot.FakeConnector.Connector;
using IiqBot.FakeConnector.Files;
using IiqBot.FakeConnector.Login;
using IiqBot.FakeConnector.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IiqBot.FakeConnector.Hosting;

/// <summary>
/// Kestrel on two free ports of 127.0.0.1. The Connector answers on both, under its region's path. Login, key metadata and SharePoint are
/// only on https, and the managed identity's endpoint only on http, as in reality.
/// </summary>
internal sealed class FakeServer(
    ConnectorEndpoint connector,
    LoginEndpoint login,
    ManagedIdentityEndpoint identity,
    MetadataEndpoint metadata,
    FileShelf files,
    ViolationList violations
) : IAsyncDisposable
{
    private WebApplication? _app;

    public async Task<(Uri Http, Uri Https)> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync(cancellationToken);
        return (Address("http:"), Address("https:"));

        Uri Address(string scheme) => new(_app.Urls.Single(u => u.StartsWith(scheme, StringComparison.Ordinal)));
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

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Host.Host == FileShelf.Host)
        {
            await files.DownloadAsync(http);
            return;
        }

        var segments = Segments(http);
        if (segments is [FakeUrls.Region, .. var path])
        {
            await connector.HandleAsync(http, path);
            return;
        }

        if (http.Request.IsHttps)
        {
            switch (http.Request.Method, http.Request.Path.Value)
            {
                case ("GET", MetadataEndpoint.MetadataPath):
                    await MetadataEndpoint.MetadataAsync(http);
                    return;
                case ("GET", MetadataEndpoint.KeysPath):
                    await metadata.KeysAsync(http);
                    return;
            }

            if (await login.TryHandleAsync(http, segments))
                return;
        }
        else if (http.Request is { Method: "GET", Path.Value: ManagedIdentityEndpoint.Path })
        {
            await identity.HandleAsync(http);
            return;
        }

        violations.Add($"{http.Request.Method} {http.Request.Scheme}: nothing is at {http.Request.Path}.");
        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>Read from the raw target, so that an id is unescaped once and an escaped slash separates nothing.</summary>
    private static string[] Segments(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var segments = path.TrimStart('/').Split('/');
        for (var i = 0; i < segments.Length; i++)
            segments[i] = Uri.UnescapeDataString(segments[i]);
        return path.StartsWith("//", StringComparison.Ordinal) ? ["", .. segments] : segments;
    }
}
