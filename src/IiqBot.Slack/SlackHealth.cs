using IiqBot.Slack.Api;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Slack;

/// <summary>
/// Whether Slack can be reached as far as the bot knows: its token is good, and Socket Mode, where it is used, is connected. Says so
/// in one word, and never more than degraded: the other platforms still work.
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
