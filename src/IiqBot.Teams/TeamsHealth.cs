using IiqBot.Teams.Connector;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Teams;

/// <summary>
/// Whether the bot has a token to answer with. Mostly it is at hand; only one that is about to end is asked for anew. A login service that
/// is slow goes on being waited for behind the check's back, so that the token is there when it is asked for next.
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
