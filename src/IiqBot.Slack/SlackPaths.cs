namespace IiqBot.Slack;

/// <summary>The paths where Slack reaches the bot over HTTP. The app's manifest names them.</summary>
public static class SlackPaths
{
    /// <summary>Slash commands.</summary>
    public const string Commands = "/slack/commands";

    /// <summary>Block actions, shortcuts and view submissions.</summary>
    public const string Interactions = "/slack/interactions";

    /// <summary>Events.</summary>
    public const string Events = "/slack/events";

    /// <summary>Options for fields that search while the person types.</summary>
    public const string Options = "/slack/options";
}

/// <summary>The events that the adapter handles. The app's manifest subscribes to exactly these.</summary>
public static class SlackEvents
{
    /// <summary>Somebody opened the app's Home or Messages tab.</summary>
    public const string HomeOpened = "app_home_opened";

    /// <summary>Somebody mentioned the bot.</summary>
    public const string Mention = "app_mention";

    /// <summary>The app was removed from the workspace.</summary>
    public const string Uninstalled = "app_uninstalled";

    /// <summary>A link to one of the app's domains was posted.</summary>
    public const string LinkShared = "link_shared";

    /// <summary>A message. The app subscribes only to direct messages, as <c>message.im</c>.</summary>
    public const string Message = "message";

    /// <summary>Somebody reacted to a message with an emoji.</summary>
    public const string ReactionAdded = "reaction_added";

    /// <summary>Slack revoked tokens of the app.</summary>
    public const string TokensRevoked = "tokens_revoked";

    /// <summary>The subscriptions, by the names that manifests use.</summary>
    public static IReadOnlyList<string> Subscriptions { get; } =
    [HomeOpened, Mention, Uninstalled, LinkShared, "message.im", ReactionAdded, TokensRevoked];
}

/// <summary>What the bot token may do.</summary>
public static class SlackScopes
{
    /// <summary>
    /// The scopes that the features need, for the methods they call and the events they handle (docs.slack.dev, each one's page). No
    /// feature sends files yet; the first that does needs <c>files:write</c>.
    /// </summary>
    public static IReadOnlyList<string> Bot { get; } =
    [
        "app_mentions:read",
        "chat:write",
        "commands",
        "files:read",
        "im:history",
        "im:write",
        "links:read",
        "links:write",
        "reactions:read",
        "users:read",
        "users:read.email",
    ];
}
