using System.Text.Json;
using IiqBot.Slack.Inbound;

namespace IiqBot.Slack.Turns;

/// <summary>A slash command, as a form over HTTP or as JSON over Socket Mode (docs.slack.dev, "Slash commands").</summary>
internal sealed record SlashCommand(
    string Command,
    string Text,
    string Team,
    string? Enterprise,
    string User,
    string Trigger,
    string? ResponseUrl
)
{
    /// <summary>Reads the command from a form; null if a required field is missing or far too long.</summary>
    public static SlashCommand? From(Dictionary<string, string> form) => From(form.GetValueOrDefault);

    /// <summary>Reads the command from a payload; null if a required field is missing or far too long.</summary>
    public static SlashCommand? From(JsonElement payload) => From(name => payload.Text(name));

    private static SlashCommand? From(Func<string, string?> field) =>
        field("command") is { Length: > 0 } command
        && field("team_id") is { Length: > 0 } team
        && field("user_id") is { Length: > 0 } user
        && field("trigger_id") is { Length: > 0 } trigger
        && PayloadBounds.AreShort(command, team, user, trigger, field("enterprise_id"))
            ? new(command, field("text") ?? "", team, field("enterprise_id"), user, trigger, field("response_url"))
            : null;
}
