using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.Api;
using IiqBot.FakeSlack.Hosting;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Sockets;

/// <summary>apps.connections.open and the WebSocket of its URL: each URL is valid for one connection.</summary>
internal sealed class SocketEndpoint(FakeSlackOptions options, FakeUrls urls, SocketHub hub, ViolationList violations)
{
    private readonly HashSet<string> _tickets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Tier 1 is "1+ per minute", and an app may have ten connections, so the fake accepts ten calls a minute.</summary>
    public ApiMethod Method =>
        new("apps.connections.open", ["connections:write"], SocketHub.MostConnections, [], _ => Open()) { NeedsAppToken = true };

    public async Task HandleAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || !Use(http.Request.Query["ticket"].ToString()))
        {
            violations.Add("Socket Mode: a URL of apps.connections.open was used twice, made up, or opened without a WebSocket.");
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var connection = new SocketConnection(socket, http.Abort);
        if (!hub.Add(connection))
        {
            violations.Add($"Socket Mode: an app may hold {SocketHub.MostConnections} connections.");
            await connection.DisconnectAsync("too_many_websockets");
            await connection.CloseAsync();
            return;
        }

        try
        {
            await connection.SendAsync(Hello());
            await hub.ResumeAsync();
            while (await connection.ReceiveAsync(http.RequestAborted) is { } text)
                hub.Receive(text);
            await connection.CloseAsync();
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException)
        {
            // The other side closed the connection; its unacknowledged envelopes go to another connection.
            connection.Drop();
        }
        finally
        {
            await hub.RemoveAsync(connection);
        }
    }

    private ApiAnswer Open()
    {
        if (!options.App.SocketMode)
            return ApiAnswer.Wrong("forbidden_team", "Socket Mode is not switched on in the app's configuration.");
        var ticket = Guid.NewGuid().ToString();
        lock (_gate)
        {
            _tickets.Add(ticket);
        }

        return ApiAnswer.Ok(new JsonObject { ["url"] = urls.Socket("link").AbsoluteUri + $"?ticket={ticket}&app_id={options.AppId}" });
    }

    private bool Use(string ticket)
    {
        lock (_gate)
        {
            return _tickets.Remove(ticket);
        }
    }

    private JsonObject Hello() =>
        new()
        {
            ["type"] = "hello",
            ["num_connections"] = hub.Connections.Count,
            ["connection_info"] = new JsonObject { ["app_id"] = options.AppId },
            ["debug_info"] = new JsonObject
            {
                ["host"] = "applink-1",
                ["build_number"] = 23,
                ["started"] = options.TimeProvider.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                ["approximate_connection_time"] = (int)options.ApproximateConnectionTime.TotalSeconds,
            },
        };
}
