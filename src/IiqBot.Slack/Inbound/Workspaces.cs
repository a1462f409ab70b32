using System.Text.Json;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Inbound;

/// <summary>Knows which workspaces are allowed.</summary>
internal sealed class Workspaces(IOptions<SlackOptions> options)
{
    /// <summary>Whether people of this workspace may talk to the bot.</summary>
    public bool Admits(string? team, string? enterprise) =>
        (team is not null && options.Value.TeamIds.Contains(team, StringComparer.Ordinal))
        || (team is not null && enterprise is not null && options.Value.EnterpriseIds.Contains(enterprise, StringComparer.Ordinal));

    /// <summary>
    /// The workspace of an interaction; null when it may not talk to the bot. An app that is installed for a whole organization gets no
    /// <c>team</c>; then the person's workspace counts.
    /// </summary>
    public string? OfInteraction(JsonElement payload)
    {
        var team = payload.Text("team", "id") ?? payload.Text("user", "team_id");
        return Admits(team, payload.Text("enterprise", "id") ?? payload.Text("team", "enterprise_id")) ? team : null;
    }

    /// <summary>
    /// The workspace that Slack sent an event for; null when it may not talk to the bot. In a channel shared with another organization
    /// <c>team_id</c> may be theirs; <c>authorizations</c> names the installation (docs.slack.dev, Events API, "Callback field").
    /// </summary>
    public string? OfEvent(JsonElement envelope)
    {
        foreach (var authorization in envelope.Items("authorizations"))
            return Admits(authorization.Text("team_id") ?? envelope.Text("team_id"), authorization.Text("enterprise_id"))
                ? authorization.Text("team_id") ?? envelope.Text("team_id")
                : null;
        var team = envelope.Text("team_id");
        return Admits(team, envelope.Text("enterprise_id")) ? team : null;
    }
}
