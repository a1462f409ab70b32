using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack;

/// <summary>One Socket Mode connection of the bot.</summary>
public sealed class SocketConnection : IDisposable
{
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Action _abort;

    internal SocketConnection(WebSocket socket, Action abort) => (_socket, _abort) = (socket, abort);

    /// <summary>Whether it can carry envelopes: it is open, and no <c>disconnect</c> except a warning was sent.</summary>
    public bool IsOpen => !IsLeaving && _socket.State == WebSocketState.Open;

    internal bool IsLeaving { get; private set; }

    /// <summary>Announces to the bot that the connection will close.</summary>
    /// <param name="reason"><c>warning</c> (in about ten seconds), <c>refresh_requested</c> (now; get a new one) or <c>link_disabled</c>
    /// (Socket Mode was switched off).</param>
    public async Task DisconnectAsync(string reason)
    {
        if (reason != "warning")
            IsLeaving = true;
        await SendAsync(
            new JsonObject
            {
                ["type"] = "disconnect",
                ["reason"] = reason,
                ["debug_info"] = new JsonObject { ["host"] = "wss-111.slack.com" },
            }
        );
    }

    /// <summary>Closes it properly, as Slack does after <c>refresh_requested</c>.</summary>
    public async Task CloseAsync()
    {
        IsLeaving = true;
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>Breaks it without notice.</summary>
    public void Drop()
    {
        IsLeaving = true;
        try
        {
            _abort();
        }
        catch (ObjectDisposedException)
        {
            // its request ended at the same moment
        }
    }

    /// <inheritdoc />
    public void Dispose() => _sending.Dispose();

    /// <returns>False if it broke.</returns>
    internal async Task<bool> SendAsync(JsonObject message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(message.ToJsonString()),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            );
            return true;
        }
        catch (Exception broken)
            when (broken is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next complete text; null when the connection is closed.</summary>
    internal async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            await text.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
