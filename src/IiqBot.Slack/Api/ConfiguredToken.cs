using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Api;

/// <summary>The one token from the settings. Once Slack revokes it, the bot stops using it until it restarts with another one.</summary>
internal sealed partial class ConfiguredToken(IOptions<SlackOptions> options, ILogger<ConfiguredToken> logger) : ISlackTokens
{
    private readonly ConcurrentDictionary<string, string> _revoked = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Revoked => _revoked;

    public ValueTask<string?> FindAsync(string team, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_revoked.ContainsKey(team) ? null : options.Value.BotToken);

    public bool Revoke(string team, string cause)
    {
        if (!_revoked.TryAdd(team, cause))
            return false;
        Log.Revoked(logger, team, cause);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Critical,
            "Slack no longer accepts the bot token of workspace {Team} ({Cause}). Install the app again, put the new token into Slack:BotToken and restart"
        )]
        public static partial void Revoked(ILogger logger, string team, string cause);
    }
}
