using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.IncidentIq;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: its dependencies answer as well; 503 when they do not. Either way it
/// gives one word for each part, and no further detail.
/// </summary>
internal static class Health
{
    /// <summary>Registers the checks.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>().AddSingleton<IReadiness>(provider => provider.GetRequiredService<Readiness>());
        services.AddHealthChecks().AddCheck<IncidentIqHealth>("incident-iq");
    }

    /// <summary>Maps both addresses.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        var readiness = endpoints.ServiceProvider.GetRequiredService<Readiness>();
        endpoints.MapGet("/health/ready", async context => await WriteAsync(context, await readiness.ReportAsync(context.RequestAborted)));
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode =
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status"u8, report.Status.ToString());
        foreach (var (part, entry) in report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            writer.WriteString(part, WordOf(entry) ?? entry.Status.ToString());
        writer.WriteEndObject();
    }

    // A check that threw has the exception's message as description, which is for the log only.
    internal static string? WordOf(HealthReportEntry entry) => entry.Exception is null ? entry.Description : null;
}

/// <summary>Caches the result for some seconds, so that probes, which anybody can send, do not become calls to Incident IQ.</summary>
internal sealed class Readiness(HealthCheckService checks, TimeProvider time) : IReadiness, IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private (HealthReport Report, long At)? _last;

    /// <summary>The current result, at most some seconds old.</summary>
    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < Remembered)
                return last.Report;
            var report = await checks.CheckHealthAsync(CancellationToken.None); // finishes for the next caller, even if this one leaves
            _last = (report, time.GetTimestamp());
            return report;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PartState>> PartsAsync(CancellationToken cancellationToken)
    {
        var report = await ReportAsync(cancellationToken);
        return [.. report.Entries.Select(entry => new PartState(entry.Key, ConditionOf(entry.Value.Status), Health.WordOf(entry.Value)))];
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static PartCondition ConditionOf(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => PartCondition.Works,
            HealthStatus.Degraded => PartCondition.Limited,
            _ => PartCondition.Fails,
        };
}

/// <summary>Whether Incident IQ answers.</summary>
internal sealed class IncidentIqHealth(IAvailability incidentIq, TimeProvider time) : IHealthCheck
{
    /// <summary>How long an answer may take, including retries; a probe waits no longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var deadline = CallDeadline.In(Patience, time);
            await incidentIq.EnsureAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (IncidentIqException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Failure.ToString());
        }
    }
}
