namespace IiqBot.FakeSlack;

/// <summary>How the fake Slack behaves and which app is registered with it.</summary>
public sealed class FakeSlackOptions
{
    /// <summary>The app's configuration.</summary>
    public SlackApp App { get; init; } = new();

    /// <summary>The app's id.</summary>
    public string AppId { get; init; } = "A0IIQBOT001";

    /// <summary>The signing secret of the app; requests to the bot are signed with it.</summary>
    public string SigningSecret { get; init; } = "a-made-up-signing-secret";

    /// <summary>The bot token of the home workspace.</summary>
    public string BotToken { get; init; } = "xoxb-100000000001-200000000001-aMadeUpBotToken";

    /// <summary>The app-level token (scope <c>connections:write</c>) of Socket Mode.</summary>
    public string AppToken { get; init; } = "xapp-1-A0IIQBOT001-300000000001-aMadeUpAppToken";

    /// <summary>The scopes of the app-level token.</summary>
    public IReadOnlySet<string> AppTokenScopes { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "connections:write" };

    /// <summary>The home workspace's id.</summary>
    public string TeamId { get; init; } = "T0DISTRICT1";

    /// <summary>The organization the home workspace belongs to, such as <c>E0DISTRICT1</c>; null if none.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>Whether the app is installed for the organization, so that its bot token is valid for many workspaces.</summary>
    public bool IsOrganizationWide { get; init; }

    /// <summary>The workspaces for which it is then approved; null for only the home workspace.</summary>
    public IReadOnlyList<string>? Workspaces { get; init; }

    /// <summary>The home workspace's subdomain.</summary>
    public string TeamDomain { get; init; } = "district";

    /// <summary>The bot's user id in the home workspace.</summary>
    public string BotUserId { get; init; } = "U0IIQBOT001";

    /// <summary>The bot's id in the home workspace.</summary>
    public string BotId { get; init; } = "B0IIQBOT001";

    /// <summary>The bot's endpoints, if already known; otherwise set <see cref="FakeSlackPlatform.Endpoints"/> later.</summary>
    public SlackEndpoints? Endpoints { get; init; }

    /// <summary>The clock of message ids, signatures, trigger ids, response URLs, rate limits, retries and acknowledgements.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Longest wait for an acknowledgement; a later one is a violation. Slack's is 3 s (docs.slack.dev, acknowledging requests).
    /// </summary>
    public TimeSpan AcknowledgementDeadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the documented rate limits apply (docs/reference/slack.md, "Rate limits"). Switch off for benchmarks.</summary>
    public bool RateLimiting { get; init; } = true;

    /// <summary>Whether a message without <c>text</c> is a violation: Slack accepts it, but phone notifications are then empty.</summary>
    public bool RequiresText { get; init; } = true;

    /// <summary>Benchmarks only: messages and calls are checked and counted but not stored, so they cannot be read or updated.</summary>
    public bool CountOnly { get; init; }

    /// <summary>What <c>hello</c> says about how long a Socket Mode connection lasts.</summary>
    public TimeSpan ApproximateConnectionTime { get; init; } = TimeSpan.FromSeconds(18060);
}
