using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IiqBot.Slack.Api;

/// <summary>
/// Whether Slack accepts the bot's token, judged by its last answers. <see cref="ISlackTokens"/> knows about revoked tokens. This class
/// covers what an administrator can fix without installing the app again; it recovers as soon as Slack accepts a call.
/// </summary>
internal sealed partial class TokenState(ILogger<TokenState> logger)
{
    private const string Anything = "";
    private readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>One word for the problem; null when all is well.</summary>
    public string? Trouble => !_troubles.IsEmpty && _troubles.Values.FirstOrDefault() is { } trouble ? trouble : null;

    /// <summary>Records an answer.</summary>
    public void Note(ApiMethod method, ApiAnswer answer)
    {
        switch (answer.Error)
        {
            case null:
                _troubles.TryRemove(Anything, out _);
                _troubles.TryRemove(method.Name, out _);
                break;
            case "invalid_auth" or "not_authed" or "token_expired" or "not_allowed_token_type":
                Set(Anything, "TokenRefused", method.Name, answer.Error);
                break;
            case "missing_scope" or "no_permission":
                Set(method.Name, "ScopeMissing", method.Name, answer.Error);
                break;
        }
    }

    /// <summary>Records that the token belongs to a workspace or organization that the settings do not allow.</summary>
    public void NoteForeign(string team)
    {
        if (_troubles.TryAdd("team", "OtherWorkspace"))
            Log.Foreign(logger, team);
    }

    private void Set(string key, string trouble, string method, string error)
    {
        if (_troubles.TryAdd(key, trouble))
            Log.Refused(logger, method, error);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "Slack does not let the bot token call {Method}: {Error}. Check Slack:BotToken; if the scopes changed, install the app again"
        )]
        public static partial void Refused(ILogger logger, string method, string error);

        [LoggerMessage(
            2,
            LogLevel.Error,
            "Slack:BotToken belongs to {Team}, which Slack:TeamIds and Slack:EnterpriseIds do not list; the bot answers nobody there. List it there, or use a token of a workspace that is listed"
        )]
        public static partial void Foreign(ILogger logger, string team);
    }
}
