namespace IiqBot.FakeSlack.Client;

/// <summary>The scopes without which Slack does not deliver an event (docs.slack.dev/reference/events).</summary>
internal static class EventScopes
{
    private static readonly Dictionary<string, string[]> Scopes = new(StringComparer.Ordinal)
    {
        ["app_mention"] = ["app_mentions:read"],
        ["link_shared"] = ["links:read"],
        ["member_joined_channel"] = ["channels:read", "groups:read"],
        ["message.channels"] = ["channels:history"],
        ["message.groups"] = ["groups:history"],
        ["message.im"] = ["im:history"],
        ["message.mpim"] = ["mpim:history"],
        ["reaction_added"] = ["reactions:read"],
        ["reaction_removed"] = ["reactions:read"],
    };

    /// <summary>Scopes of which one is needed; null for events that need none.</summary>
    public static string[]? Needed(string subscription) => Scopes.GetValueOrDefault(subscription);
}
