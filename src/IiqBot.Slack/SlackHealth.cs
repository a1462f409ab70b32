using IiqBot.Slack.Api;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Slack;

/// <summary>
/// Whether Slack is reachable as far as the bot knows: its token works, and Socket Mode, if used, is connected. The check says so in one
/// word and never reports worse than degraded, because the other platforms still work.
/// </summary>
internal sealed class SlackHealth(ISlackTokens tokens, TokenState state, Sockets.SocketState sockets) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "slack";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            tokens.Revoked.Count > 0 ? HealthCheckResult.Degraded("TokenRevoked")
            : state.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble)
            : sockets.IsDown ? HealthCheckResult.Degraded("Disconnected")
            : HealthCheckResult.Healthy()
        );
}
