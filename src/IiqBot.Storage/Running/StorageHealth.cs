using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Storage.Running;

/// <summary>Says in plain words whether the storage can be used. It stays unhealthy after a failed write until one succeeds.</summary>
internal sealed class StorageHealth(StorageDatabase database, StorageReadiness readiness) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsTried) return HealthCheckResult.Degraded(Texts.Starting);
        if ((readiness.Fault ?? database.LastWriteFault) is { } fault) return HealthCheckResult.Unhealthy(fault.Message);
        try
        {
            await database.ReadAsync((tables, token) => tables.Inbox.AnyAsync(token), cancellationToken);
            return HealthCheckResult.Healthy(Texts.Healthy);
        }
        catch (StorageUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
