using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Sockets;

/// <summary>
/// Keeps several Socket Mode connections open. When Slack announces that it will close one, the next opens before the old one closes. When
/// one breaks, a new one opens after a pause that grows with each failure.
/// </summary>
internal sealed partial class SocketMode(SocketOpener opener, IOptions<SlackOptions> options, TimeProvider time, ILogger<SocketMode> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>A connection that closes sooner than this, without an announcement, counts as one that failed to open.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Connections).Select(_ => KeepAsync(stoppingToken)));

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        SocketConnection? current = null;
        try
        {
            var shortLived = 0;
            while (true)
            {
                var next = await OpenAsync(cancellationToken);
                await LeaveAsync(current);
                current = next;
                await Task.WhenAny(current.Closed, current.Leaving).WaitAsync(cancellationToken);
                shortLived = !current.Leaving.IsCompleted && current.Age < ShortLife ? shortLived + 1 : 0;
                if (shortLived > 0)
                    await PauseAsync("Socket Mode: a connection was closed at once", Pause(shortLived - 1), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync(current);
        }
    }

    private static async Task LeaveAsync(SocketConnection? connection)
    {
        if (connection is null)
            return;
        await connection.CloseAsync();
        connection.Dispose();
    }

    private async Task<SocketConnection> OpenAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var connection = await opener.OpenAsync(cancellationToken);
                Log.Open(logger);
                return connection;
            }
            catch (SocketModeException exception)
            {
                await PauseAsync(exception.Message, exception.RetryAfter ?? Pause(failures), cancellationToken);
            }
        }
    }

    private Task PauseAsync(string cause, TimeSpan pause, CancellationToken cancellationToken)
    {
        var over = Task.Delay(pause, time, cancellationToken);
        Log.NotOpen(logger, cause, pause);
        return over;
    }

    private static TimeSpan Pause(int failures)
    {
        var longest = Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 10)), LongestPause.TotalSeconds);
#pragma warning disable CA5394 // The jitter keeps nothing secret; it only keeps replicas from knocking all at once.
        return TimeSpan.FromSeconds(longest * (0.5 + Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A Socket Mode connection is open")]
        public static partial void Open(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "{Cause}; trying again in {Pause}")]
        public static partial void NotOpen(ILogger logger, string cause, TimeSpan pause);
    }
}
