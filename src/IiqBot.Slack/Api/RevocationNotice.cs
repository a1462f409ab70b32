using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Api;

/// <summary>
/// Notifies administrators, in the chats that still work, that Slack no longer accepts the bot token. It does so once for each workspace
/// and token, whichever replica notices first, and retries while it cannot find out who is an administrator.
/// </summary>
internal sealed partial class RevocationNotice(
    Revocations revocations,
    IAdministrators administrators,
    TimeProvider time,
    ILogger<RevocationNotice> logger
) : BackgroundService
{
    private const int MostAttempts = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var revocation in revocations.News.ReadAllAsync(stoppingToken))
            await TellAsync(revocation, Draw(revocation), stoppingToken);
    }

    private async Task TellAsync(Revocation revocation, Card card, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var telling = await TryAsync(revocation, card, cancellationToken);
            if (telling is { Unasked: 0 } || attempt == MostAttempts)
            {
                if (telling is { Told: > 0 and var count })
                    Log.Told(logger, count);
                else
                    Log.NobodyTold(logger);
                return;
            }

            if (attempt == 1)
                Log.NotAllTold(logger);
            await Task.Delay(Outage.Pause(FirstPause, LongestPause, attempt), time, cancellationToken);
        }
    }

    private async Task<Telling?> TryAsync(Revocation revocation, Card card, CancellationToken cancellationToken)
    {
        try
        {
            return await administrators.TellAsync(
                $"{Platform.Name} revoked {revocation.Team} {revocation.Token}",
                card,
                exceptOn: Platform.Name,
                cancellationToken
            );
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // No failure here may stop the host: its other platforms still work.
            Log.Failed(logger, exception);
            return null;
        }
    }

    private Card Draw(Revocation revocation) =>
        new()
        {
            Title = Texts.RevokedTitle,
            Summary = $"{Texts.RevokedText} {Texts.RevokedNext}",
            Body =
            [
                new CardElement.Notice(Texts.RevokedText, Tone.Attention),
                new CardElement.Paragraph(Texts.RevokedNext),
                new CardElement.Facts([
                    new(Texts.RevokedWhen, time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture)),
                    new(Texts.RevokedWorkspace, revocation.Team),
                    new(Texts.RevokedCause, revocation.Cause),
                ]),
            ],
        };

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "Notified {Count} administrators in their own chats that Slack no longer accepts the bot token"
        )]
        public static partial void Told(ILogger logger, int count);

        [LoggerMessage(
            2,
            LogLevel.Critical,
            "Slack no longer accepts the bot token. The bot knows no administrator on another platform, so it notified nobody"
        )]
        public static partial void NobodyTold(ILogger logger);

        [LoggerMessage(
            3,
            LogLevel.Warning,
            "Some administrators do not know yet that Slack no longer accepts the bot token, because the bot could not look up who they are. It will try again"
        )]
        public static partial void NotAllTold(ILogger logger);

        [LoggerMessage(
            4,
            LogLevel.Error,
            "Could not notify administrators that Slack no longer accepts the bot token; the bot will try again"
        )]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
