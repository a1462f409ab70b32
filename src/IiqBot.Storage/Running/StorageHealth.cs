using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Storage.Running;

/// <summary>
/// Says in plain words whether the storage can be used; after a write failed, by trying another. Without it the bot still reads, and
/// tells people, so it is degraded and not unhealthy: nobody is to take the replica away for it.
/// </summary>
internal sealed class StorageHealth(StorageDatabase database, StorageReadiness readiness, TimeProvider time) : IHealthCheck
{
    /// <summary>How long it may take to answer once it was set up; whoever asks waits no longer.</summary>
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
