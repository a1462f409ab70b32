using System.Net.Http.Headers;
using System.Net.WebSockets;
using IiqBot.Core.Platforms;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Sockets;

/// <summary>
/// Opens Socket Mode connections. It requests an address with the app-level token; each address works for one connection.
/// </summary>
internal sealed class SocketOpener(
    IHttpClientFactory clients,
    SlackHosts hosts,
    SlackRouter router,
    SlackTurnRunner runner,
    SocketState state,
    SlackTelemetry telemetry,
    IOptions<SlackOptions> options,
    TimeProvider time,
    ILogger<SocketConnection> logger
)
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private readonly Pacing _pacing = new(time, new CallWindow(ApiMethod.OpenConnection.PerMinute, TimeSpan.FromMinutes(1)));

    /// <summary>Opens a connection, which reads until it is closed.</summary>
    /// <exception cref="SocketModeException">Slack gave no address, or did not say hello.</exception>
    public async Task<SocketConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (await _pacing.WaitAsync(ApiMethod.OpenConnection.Name, TimeSpan.Zero, cancellationToken) is { Ticks: > 0 } wait)
            throw new SocketModeException("too many connections were opened within a minute", null)
            {
                RetryAfter = wait + TimeSpan.FromMilliseconds(1),
            }; // timers ignore smaller units
        using var deadline = new CancellationTokenSource(OpenTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = PingInterval;
        socket.Options.KeepAliveTimeout = PingInterval;
        try
        {
            await socket.ConnectAsync(await AddressAsync(linked.Token), linked.Token);
            var connection = new SocketConnection(socket, router, runner, state, telemetry, time, logger);
            connection.Begin(cancellationToken);
            await connection.Greeted.WaitAsync(linked.Token);
            return connection;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (
                exception is WebSocketException or HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
                throw new SocketModeException("the connection could not be opened", exception);
            throw;
        }
    }

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.ApiUrl, ApiMethod.OpenConnection.Name));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.AppToken);
        request.Content = new FormUrlEncodedContent([]);
        using var response = await clients.CreateClient(HttpClients.Api).SendAsync(request, cancellationToken);
        var answer = ApiAnswer.From(
            response.StatusCode,
            RetryHeader.Read(response, time),
            await response.Content.ReadAsByteArrayAsync(cancellationToken)
        );
        telemetry.Delivered(ApiMethod.OpenConnection.Name, answer.Outcome);
        if (!answer.IsDelivered)
            throw new SocketModeException(answer.Error ?? "no answer", null) { RetryAfter = answer.RetryAfter };
        return answer.Body.Text("url") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && hosts.IsSlacksSocket(url)
            ? url
            : throw new SocketModeException("the address is not Slack's", null);
    }
}

/// <summary>A Socket Mode connection could not be opened.</summary>
/// <param name="cause">The reason, without any address or token.</param>
/// <param name="inner">The underlying exception.</param>
internal sealed class SocketModeException(string cause, Exception? inner) : Exception($"Socket Mode: {cause}", inner)
{
    /// <summary>How long Slack asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
