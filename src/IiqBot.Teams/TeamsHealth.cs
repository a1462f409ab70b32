using IiqBot.Teams.Connector;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Teams;

/// <summary>Whether the bot has a token to answer with. Mostly it is at hand; only one that is about to end is asked for anew.</summary>
internal sealed class TeamsHealth(IConnectorTokens tokens) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await tokens.GetAsync(isRefused: false, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (ConnectorTokenException exception)
        {
            return HealthCheckResult.Unhealthy(exception.IsRefused ? "CredentialsRefused" : "NoToken");
        }
    }
}
