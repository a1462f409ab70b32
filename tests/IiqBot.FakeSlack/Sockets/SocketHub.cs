using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Sockets;

/// <summary>
/// Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): up to ten connections of the app, each envelope to one of them, and to
/// another if that one breaks before the acknowledgement.
/// </summary>
internal sealed class SocketHub(FakeSlackOptions options, ViolationList violations, ChangeSignal changes)
{
    /// <summary>The most connections that an app may have.</summary>
    public const int MostConnections = 10;

    private readonly List<SocketConnection> _connections = [];
    private readonly Dictionary<string, Envelope> _pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _turn;

    private sealed record Envelope(string Id, JsonObject Json)
    {
        public TaskCompletionSource<JsonElement> Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SocketConnection? On { get; set; }

        public bool IsOnItsWay { get; set; }
    }

    public IReadOnlyList<SocketConnection> Connections
    {
        get
        {
            lock (_gate)
            {
                return [.. _connections];
            }
        }
    }

    /// <returns>False if the app has too many connections already.</returns>
    public bool Add(SocketConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Count >= MostConnections)
                return false;
            _connections.Add(connection);
        }

        changes.Raise();
        return true;
    }

    /// <summary>A connection broke: its unacknowledged envelopes go to another one.</summary>
    public async Task RemoveAsync(SocketConnection connection)
    {
        Envelope[] orphans;
        lock (_gate)
        {
            _connections.Remove(connection);
            orphans = [.. _pending.Values.Where(e => e.On == connection)];
        }

        changes.Raise();
        foreach (var orphan in orphans)
            await SendAsync(orphan);
    }

    /// <summary>A new connection is open: it gets the envelopes that no other could take.</summary>
    public async Task ResumeAsync()
    {
        Envelope[] waiting;
        lock (_gate)
        {
            waiting = [.. _pending.Values.Where(e => e.On is null)];
        }

        foreach (var envelope in waiting)
            await SendAsync(envelope);
    }

    public async Task<BotAnswer> DeliverAsync(SlackRequest request, CancellationToken cancellationToken)
    {
        var envelope = new Envelope(Guid.NewGuid().ToString(), EnvelopeJson(request));
        envelope.Json["envelope_id"] = envelope.Id;
        lock (_gate)
        {
            _pending.Add(envelope.Id, envelope);
        }

        var started = options.TimeProvider.GetTimestamp();
        try
        {
            if (!await SendAsync(envelope))
                return new BotAnswer(request, HttpStatusCode.BadGateway, "", TimeSpan.Zero);
            var payload = await envelope.Acknowledged.Task.WaitAsync(
                options.AcknowledgementDeadline,
                options.TimeProvider,
                cancellationToken
            );
            return new BotAnswer(
                request,
                HttpStatusCode.OK,
                payload.ValueKind == JsonValueKind.Undefined ? "" : payload.GetRawText(),
                options.TimeProvider.GetElapsedTime(started)
            );
        }
        catch (TimeoutException)
        {
            return new BotAnswer(request, HttpStatusCode.GatewayTimeout, "", options.TimeProvider.GetElapsedTime(started));
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(envelope.Id);
                _acknowledged.Add(envelope.Id);
            }
        }
    }

    /// <summary>The bot sent something on a connection: it must be an acknowledgement.</summary>
    public void Receive(string text)
    {
        if (Json.TryParse(text) is not { } message || message.Text("envelope_id") is not { } id)
        {
            violations.Add("Socket Mode: the bot sent something that is no acknowledgement.");
            return;
        }

        Envelope? envelope;
        lock (_gate)
        {
            if (!_pending.Remove(id, out envelope))
            {
                violations.Add(
                    _acknowledged.Contains(id)
                        ? "Socket Mode: an envelope was acknowledged twice or too late."
                        : "Socket Mode: an envelope was acknowledged that nobody sent."
                );
                return;
            }

            _acknowledged.Add(id);
        }

        // Slack's own libraries send an empty object as an empty acknowledgement.
        var payload =
            message.Property("payload") is { } said && (said.ValueKind != JsonValueKind.Object || said.EnumerateObject().Any())
                ? said
                : (JsonElement?)null;
        if (payload is not null && !(bool)envelope.Json["accepts_response_payload"]!)
            violations.Add($"Socket Mode: {envelope.Json["type"]} takes no payload with the acknowledgement.");
        envelope.Acknowledged.TrySetResult(payload ?? default);
    }

    /// <returns>False if no connection is open.</returns>
    private async Task<bool> SendAsync(Envelope envelope)
    {
        lock (_gate)
        {
            if (envelope.IsOnItsWay)
                return true; // the sender already notices that the connection broke
            if (envelope.On is { IsOpen: true } on && _connections.Contains(on))
                return true; // sent since the caller checked
            envelope.IsOnItsWay = true;
        }

        while (Next(envelope) is { } connection)
        {
            if (await connection.SendAsync(envelope.Json) && HasArrived(envelope, connection))
                return true;
        }

        return false;
    }

    private bool HasArrived(Envelope envelope, SocketConnection connection)
    {
        lock (_gate)
        {
            if (_pending.ContainsKey(envelope.Id) && !_connections.Contains(connection))
                return false; // it broke in the meantime
            envelope.IsOnItsWay = false;
            return true;
        }
    }

    private SocketConnection? Next(Envelope envelope)
    {
        lock (_gate)
        {
            SocketConnection[] open = [.. _connections.Where(c => c.IsOpen && c != envelope.On)];
            if (open.Length == 0)
                envelope.IsOnItsWay = false;
            return envelope.On = open.Length == 0 ? null : open[_turn++ % open.Length];
        }
    }

    private static JsonObject EnvelopeJson(SlackRequest request)
    {
        var type = request.Endpoint switch
        {
            SlackEndpoint.Commands => "slash_commands",
            SlackEndpoint.Events => "events_api",
            _ => "interactive",
        };
        var json = new JsonObject
        {
            ["payload"] = request.Payload.DeepClone(),
            ["envelope_id"] = "",
            ["type"] = type,
            ["accepts_response_payload"] = type != "events_api",
        };
        if (type == "events_api")
            (json["retry_attempt"], json["retry_reason"]) = (request.RetryNumber, request.RetryReason ?? "");
        return json;
    }
}
