using IiqBot.Teams.Connector;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Teams;

/// <summary>
/// Whether the bot has a token for its answers. It mostly has one cached and requests a new one only before that expires. If the login
/// service is slow, the request continues after the check, so that the next check finds the token.
/// </summary>
internal sealed class TeamsHealth(IConnectorTokens tokens, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await tokens.GetAsync(isRefused: false, CancellationToken.None).AsTask().WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (ConnectorTokenException exception)
        {
            return HealthCheckResult.Unhealthy(exception.IsRefused ? "CredentialsRefused" : "NoToken");
        }
        catch (Exception exception)
            when (exception is TimeoutException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy("NoToken");
        }
    }
}
