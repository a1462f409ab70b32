using System.Collections.Frozen;
using System.Text.Json;

namespace IiqBot.FakeSlack;

/// <summary>
/// The app's configuration in Slack: what its manifest says. Slack delivers only what is configured, and grants nothing else. The defaults
/// are a generous help-desk app; tests of a real manifest use <see cref="FromManifest"/>.
/// </summary>
public sealed record SlackApp
{
    /// <summary>The app's name, as people see it.</summary>
    public string Name { get; init; } = "Help Desk";

    /// <summary>The bot token's scopes.</summary>
    public IReadOnlySet<string> Scopes { get; init; } =
        FrozenSet.ToFrozenSet([
            "app_mentions:read",
            "channels:read",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "links:read",
            "links:write",
            "mpim:read",
            "reactions:read",
            "reactions:write",
            "team:read",
            "users:read",
            "users:read.email",
        ]);

    /// <summary>The slash commands, each with its slash.</summary>
    public IReadOnlySet<string> Commands { get; init; } = FrozenSet.ToFrozenSet(["/iiq"]);

    /// <summary>The bot events it is subscribed to, such as <c>message.im</c>.</summary>
    public IReadOnlySet<string> Events { get; init; } =
        FrozenSet.ToFrozenSet([
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "link_shared",
            "member_joined_channel",
            "message.im",
            "reaction_added",
            "tokens_revoked",
        ]);

    /// <summary>The callback ids of its global and message shortcuts; null allows any.</summary>
    public IReadOnlySet<string>? Shortcuts { get; init; }

    /// <summary>The domains whose links the app gets with <c>link_shared</c>.</summary>
    public IReadOnlySet<string> UnfurlDomains { get; init; } = FrozenSet.ToFrozenSet(["district.incidentiq.com"]);

    /// <summary>Whether the Home tab is on; otherwise views.publish answers <c>not_enabled</c>.</summary>
    public bool HomeTab { get; init; } = true;

    /// <summary>Whether people may write to the app in its Messages tab.</summary>
    public bool MessagesTab { get; init; } = true;

    /// <summary>Whether interactivity is switched on; without it nothing can be pressed.</summary>
    public bool Interactivity { get; init; } = true;

    /// <summary>Whether payloads come over Socket Mode instead of HTTP.</summary>
    public bool SocketMode { get; init; }

    /// <summary>The app a manifest describes (docs.slack.dev/reference/app-manifest).</summary>
    public static SlackApp FromManifest(JsonElement manifest)
    {
        var features = manifest.Property("features") ?? default;
        var settings = manifest.Property("settings") ?? default;
        return new SlackApp
        {
            Name = manifest.Text("display_information", "name") ?? "",
            Scopes = Texts(manifest.Property("oauth_config")?.Property("scopes"), "bot"),
            Commands = FrozenSet.ToFrozenSet(features.Items("slash_commands").Select(c => c.Text("command") ?? "")),
            Events = Texts(settings.Property("event_subscriptions"), "bot_events"),
            Shortcuts = FrozenSet.ToFrozenSet(features.Items("shortcuts").Select(s => s.Text("callback_id") ?? "")),
            UnfurlDomains = Texts(features, "unfurl_domains"),
            HomeTab = features.Property("app_home")?.IsTrue("home_tab_enabled") ?? false,
            MessagesTab =
                features.Property("app_home") is { } home
                && home.IsTrue("messages_tab_enabled")
                && !home.IsTrue("messages_tab_read_only_enabled"),
            Interactivity = settings.Property("interactivity")?.IsTrue("is_enabled") ?? false,
            SocketMode = settings.IsTrue("socket_mode_enabled"),
        };
    }

    private static FrozenSet<string> Texts(JsonElement? parent, string name) =>
        FrozenSet.ToFrozenSet((parent?.Items(name) ?? []).Select(item => item.GetString() ?? ""));
}
