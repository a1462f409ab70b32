using System.Net;
using System.Text.RegularExpressions;

namespace IiqBot.Slack;

/// <summary>Settings of the Slack adapter, section <c>Slack</c>.</summary>
public sealed partial class SlackOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Slack";

    /// <summary>The secret that Slack signs its requests with. Required unless <see cref="AppToken"/> turns on Socket Mode.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>The bot's token for its workspace, <c>xoxb-…</c>.</summary>
    public string? BotToken { get; set; }

    /// <summary>The app-level token, <c>xapp-…</c>. It turns on Socket Mode, so that the bot needs no public address.</summary>
    public string? AppToken { get; set; }

    /// <summary>
    /// The workspaces (<c>T…</c>) whose people may talk to the bot. The bot turns everybody else away, on every request. The one bot token
    /// works for one workspace, or for those of an organization if the app is installed for it.
    /// </summary>
    public IList<string> TeamIds { get; } = [];

    /// <summary>The organization (<c>E…</c>) whose workspaces may all talk to the bot.</summary>
    public IList<string> EnterpriseIds { get; } = [];

    /// <summary>The emoji, without colons, that offers to make a ticket of the message it reacts to; empty for none.</summary>
    public string ReactionEmoji { get; set; } = "ticket";

    /// <summary>How many Socket Mode connections to keep open.</summary>
    public int Connections { get; set; } = 2;

    /// <summary>The address of Slack's Web API. Only tests change it. Must be https, or on this machine.</summary>
    public Uri ApiUrl { get; set; } = new("https://slack.com/api/");

    /// <summary>Whether requests come over Socket Mode.</summary>
    public bool UsesSocketMode => !string.IsNullOrWhiteSpace(AppToken);

    /// <summary>
    /// Whether any setting is present. A half-configured platform stops the startup (<see cref="Missing"/>) instead of staying off.
    /// </summary>
    public bool IsConfigured =>
        SigningSecret is not null || BotToken is not null || AppToken is not null || TeamIds.Count > 0 || EnterpriseIds.Count > 0;

    /// <summary>What is missing or contradictory, one sentence for each setting; empty when the bot can start.</summary>
    public static IReadOnlyList<string> Missing(SlackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Findings(options)];
    }

    private static IEnumerable<string> Findings(SlackOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.SigningSecret) && !options.UsesSocketMode)
            yield return "Slack:SigningSecret is missing: the app's signing secret (or Slack:AppToken, to use Socket Mode).";
        else if (options.SigningSecret is { } secret && !options.UsesSocketMode && secret.Length < 16)
            yield return "Slack:SigningSecret is too short to be one of Slack's.";
        if (options.BotToken?.StartsWith("xoxb-", StringComparison.Ordinal) != true)
            yield return "Slack:BotToken is missing or no bot token: it begins with xoxb-.";
        if (options.AppToken is not null && !options.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
            yield return "Slack:AppToken is no app-level token: it begins with xapp-.";
        if (options.TeamIds.Count + options.EnterpriseIds.Count == 0)
            yield return "Slack:TeamIds is missing: the workspaces (T…) whose people may talk to the bot.";
        if (options.EnterpriseIds.Count > 1)
            yield return "Slack:EnterpriseIds names several organizations, but there is one bot token, which is good for one. Run the bot once for each.";
        if (!options.TeamIds.All(id => Team().IsMatch(id)))
            yield return "Slack:TeamIds holds something that is no workspace id (T…).";
        if (!options.EnterpriseIds.All(id => Enterprise().IsMatch(id)))
            yield return "Slack:EnterpriseIds holds something that is no organization id (E…).";
        if (options.ReactionEmoji.Contains(':', StringComparison.Ordinal))
            yield return "Slack:ReactionEmoji is the emoji's name without colons.";
        if (options.Connections is < 1 or > 10)
            yield return "Slack:Connections must be from 1 to 10, as many as Slack allows.";
        if (!IsSafe(options.ApiUrl))
            yield return "Slack:ApiUrl must be an https address that ends in a slash.";
    }

    private static bool IsSafe(Uri? url) =>
        url is { IsAbsoluteUri: true }
        && url.AbsolutePath.EndsWith('/')
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsHere(url)));

    private static bool IsHere(Uri url) => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    [GeneratedRegex(@"^T[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Team();

    [GeneratedRegex(@"^E[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enterprise();
}
