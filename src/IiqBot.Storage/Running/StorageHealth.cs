using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Storage.Running;

/// <summary>
/// Reports in plain words whether the storage works; after a failed write, by trying another. Without storage the bot still reads, and
/// tells people about the fault, so the result is degraded and not unhealthy: nobody should take the replica away for it.
/// </summary>
internal sealed class StorageHealth(StorageDatabase database, StorageReadiness readiness, TimeProvider time) : IHealthCheck
{
    /// <summary>How long a check may take after the set-up; the caller waits no longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await readiness.WhenTriedAsync(cancellationToken);
        if (readiness.Fault is { } fault)
            return HealthCheckResult.Degraded(fault.Message);
        using var over = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await database.ReadAsync((tables, token) => tables.Inbox.AnyAsync(token), either.Token);
            if (database.LastWriteFault is not null)
                await database.TryWritingAsync(either.Token);
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException exception)
        {
            return HealthCheckResult.Degraded(exception.Message);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded(Texts.Unreachable);
        }
    }
}
