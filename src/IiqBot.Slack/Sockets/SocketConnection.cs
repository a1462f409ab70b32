using System.Net.WebSockets;
using System.Text.Json;
using IiqBot.Slack.Blocks;
using IiqBot.Slack.Inbound;
using IiqBot.Slack.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Sockets;

/// <summary>
/// A Socket Mode connection (docs.slack.dev, "Using Socket Mode"). It handles each envelope like a request over HTTP and acknowledges it by
/// its id. It does not acknowledge what the bot cannot accept, so that Slack sends it again.
/// </summary>
internal sealed partial class SocketConnection(
    ClientWebSocket socket,
    SlackRouter router,
    SlackTurnRunner runner,
    SocketState state,
    SlackTelemetry telemetry,
    TimeProvider time,
    ILogger<SocketConnection> logger
) : IDisposable
{
    private const int MaxMessage = 1024 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _greetedAt;

    /// <summary>Completes when Slack has said hello; envelopes come from then on.</summary>
    public Task Greeted => _greeted.Task;

    /// <summary>How long ago Slack said hello.</summary>
    public TimeSpan Age => time.GetElapsedTime(_greetedAt);

    /// <summary>Completes when Slack has announced that it will close the connection: open another one now.</summary>
    public Task Leaving => _leaving.Task;

    /// <summary>Completes when the connection is closed.</summary>
    public Task Closed { get; private set; } = Task.CompletedTask;

    /// <summary>Starts reading.</summary>
    public void Begin(CancellationToken cancellationToken) => Closed = ReadAllAsync(cancellationToken);

    /// <summary>Closes the connection from this side. Work in progress was acknowledged, or Slack sends it again.</summary>
    public async Task CloseAsync()
    {
        using var deadline = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            if (socket.State == WebSocketState.Open)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
            await Closed.WaitAsync(deadline.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(cancellationToken) is { } message)
            {
                if (Json.Parse(message) is { } envelope)
                    Take(envelope);
                else
                    telemetry.Unknown("envelope");
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _greeted.TrySetException(new SocketModeException("the connection broke", exception));
        }
        finally
        {
            if (Greeted.IsCompletedSuccessfully)
                state.Closed();
            _greeted.TrySetException(new SocketModeException("the connection was closed", null));
            _ = Greeted.Exception; // observed, in case nobody awaits it
        }
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > MaxMessage)
                return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return message.ToArray();
        }
    }

    private void Take(JsonElement envelope)
    {
        switch (envelope.Text("type"))
        {
            case "hello" when !Greeted.IsCompleted:
                _greetedAt = time.GetTimestamp();
                _greeted.TrySetResult();
                state.Opened();
                break;
            case "hello":
                break;
            case "disconnect":
                Log.Leaving(
                    logger,
                    envelope.Text("reason") is "warning" or "refresh_requested" or "link_disabled" ? envelope.Text("reason")! : "other"
                );
                _leaving.TrySetResult();
                break;
            default:
                runner.Start(token => AnswerAsync(envelope, token));
                break;
        }
    }

    private async Task AnswerAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var payload = envelope.Member("payload") ?? default;
        var type = envelope.Text("type");
        if (
            envelope.Member("retry_attempt") is { ValueKind: JsonValueKind.Number } attempt
            && attempt.TryGetInt32(out var number)
            && number > 0
        )
            telemetry.Retried(envelope.Text("retry_reason"));
        var (kind, acknowledgement) = type switch
        {
            "slash_commands" => ("command", await router.CommandAsync(SlashCommand.From(payload), cancellationToken)),
            "interactive" => ("interaction", await router.InteractAsync(payload, cancellationToken)),
            "events_api" => ("event", await router.EventAsync(payload, cancellationToken)),
            _ => ("other", Acknowledgement.Ok),
        };
        if (kind == "other")
            telemetry.Unknown("envelope");
        if (acknowledgement.Status != StatusCodes.Status503ServiceUnavailable && envelope.Text("envelope_id") is { } id)
            await AcknowledgeAsync(id, envelope.Is("accepts_response_payload") ? acknowledgement.Body : default, cancellationToken);
        if (acknowledgement.Afterwards is { } rest)
            runner.Start(rest);
        telemetry.Acknowledged(kind, acknowledgement.Status, time.GetElapsedTime(started));
    }

    private async Task AcknowledgeAsync(string id, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var message = BlockKitRenderer.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("envelope_id"u8, id);
            if (!payload.IsEmpty)
            {
                w.WritePropertyName("payload"u8);
                w.WriteRawValue(payload.Span, skipInputValidation: true);
            }

            w.WriteEndObject();
        });
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            Log.NotAcknowledged(logger, exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Slack is about to close a Socket Mode connection: {Reason}")]
        public static partial void Leaving(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Could not send an acknowledgement because the Socket Mode connection is closed")]
        public static partial void NotAcknowledged(ILogger logger, Exception exception);
    }
}
