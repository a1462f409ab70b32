using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Storage.Running;

/// <summary>
/// Says in plain words whether the storage can be used; after a write failed, by trying another. Without it the bot still reads, and
/// tells people, so it is degraded and not unhealthy: nobody is to take the replica away for it.
/// </summary>
internal sealed class StorageHealth(StorageDatabase database, StorageReadiness readiness) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await readiness.WhenTriedAsync(cancellationToken);
        if (readiness.Fault is { } fault) return HealthCheckResult.Degraded(fault.Message);
        try
        {
            await database.ReadAsync((tables, token) => tables.Inbox.AnyAsync(token), cancellationToken);
            if (database.LastWriteFault is not null) await database.TryWritingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException exception)
        {
            return HealthCheckResult.Degraded(exception.Message);
        }
    }
}
