namespace IiqBot.Slack.Api;

/// <summary>
/// A method of the Web API and its rate limit. Its tier is the number of calls a minute for each workspace (docs.slack.dev, "Rate limits";
/// docs/reference/slack.md, "Rate limits").
/// </summary>
/// <param name="Name">Its name, such as <c>chat.postMessage</c>.</param>
/// <param name="PerMinute">The number of calls a minute.</param>
internal sealed record ApiMethod(string Name, int PerMinute)
{
    private const int Tier1 = 1;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;
    private const int Hundreds = 300;

    /// <summary>
    /// Whether the bot can repeat the call when no answer came. It must not repeat a post: Slack may have posted the message already, and
    /// nobody wants it twice.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether the method posts a message, so that the channel's rate limit applies too.</summary>
    public bool IsPosting { get; init; }

    /// <summary>Whether a person waits for the call with a trigger that expires after three seconds.</summary>
    public bool IsUrgent { get; init; }

    public static readonly ApiMethod Test = new("auth.test", Hundreds) { IsRepeatable = true };
    public static readonly ApiMethod ListTeams = new("auth.teams.list", Tier2) { IsRepeatable = true };
    public static readonly ApiMethod PostMessage = new("chat.postMessage", Hundreds) { IsPosting = true };
    public static readonly ApiMethod PostEphemeral = new("chat.postEphemeral", Tier4) { IsPosting = true };
    public static readonly ApiMethod Update = new("chat.update", Tier3) { IsRepeatable = true };
    public static readonly ApiMethod Unfurl = new("chat.unfurl", Tier3) { IsRepeatable = true };
    public static readonly ApiMethod OpenView = new("views.open", Tier4) { IsUrgent = true };
    public static readonly ApiMethod UpdateView = new("views.update", Tier4) { IsRepeatable = true };
    public static readonly ApiMethod PublishView = new("views.publish", Tier4) { IsRepeatable = true };
    public static readonly ApiMethod UserInfo = new("users.info", Tier4) { IsRepeatable = true };
    public static readonly ApiMethod OpenConversation = new("conversations.open", Tier3) { IsRepeatable = true };
    public static readonly ApiMethod GetReactions = new("reactions.get", Tier3) { IsRepeatable = true };
    public static readonly ApiMethod FileInfo = new("files.info", Tier4) { IsRepeatable = true };
    public static readonly ApiMethod OpenConnection = new("apps.connections.open", Tier1 * 10);
}
