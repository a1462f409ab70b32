using IiqBot.Slack.Inbound;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Api;

/// <summary>
/// Asks Slack at the start whose the bot token is (<c>auth.test</c>), so that a wrong one is known before somebody waits in vain. The
/// start itself does not wait for that.
/// </summary>
internal sealed class TokenCheck(SlackApi api, TokenState state, Workspaces workspaces, IOptions<SlackOptions> options) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var configured = options.Value.TeamIds.Concat(options.Value.EnterpriseIds).First();
        var answer = await api.TestAsync(configured, stoppingToken);
        if (!answer.IsDelivered || answer.Body.Text("team_id") is not { } team) return;
        if (!workspaces.Admits(team, answer.Body.Text("enterprise_id")) && !answer.Body.Is("is_enterprise_install")) state.NoteForeign(team);
    }
}
