using IiqBot.Slack.Inbound;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Api;

/// <summary>
/// Asks Slack at startup who owns the bot token (<c>auth.test</c>), so that a wrong token shows before somebody waits in vain. It must
/// belong to an allowed workspace, to an allowed organization, or to an organization with an allowed workspace. The startup does not wait
/// for the answer, which also gives the bot's name.
/// </summary>
internal sealed class TokenCheck(SlackApi api, TokenState state, BotNames names, Workspaces workspaces, IOptions<SlackOptions> options)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var configured = options.Value.TeamIds.Concat(options.Value.EnterpriseIds).First();
        var answer = await api.TestAsync(configured, stoppingToken);
        if (!answer.IsDelivered)
            return;
        if (answer.Body.Text("user") is { } name)
            names.Note(name);
        var organization = answer.Body.Text("enterprise_id");
        if ((answer.Body.Text("team_id") ?? organization) is not { } whose || workspaces.Admits(whose, organization))
            return;
        if (!answer.Body.Is("is_enterprise_install") || await ReachesNobodyAsync(configured, stoppingToken))
            state.NoteForeign(whose);
    }

    /// <summary>Whether an organization's token works for none of the workspaces in the settings; false when Slack does not say.</summary>
    private async Task<bool> ReachesNobodyAsync(string configured, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await api.TeamsAsync(configured, cursor, cancellationToken);
            if (!page.IsDelivered || page.Body.Items("teams").Any(team => workspaces.Admits(team.Text("id"), enterprise: null)))
                return false;
            cursor = page.Body.Text("response_metadata", "next_cursor");
        } while (cursor is not null);
        return true;
    }
}
