using IiqBot.Core;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace IiqBot.Web.Hosting;

/// <summary>What the service and the terminal chat have in common: the product's rules and the help desk behind them.</summary>
internal static class BotServices
{
    /// <summary>Adds the core and the client of Incident IQ.</summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIncidentIq();
        services.AddOptions<IncidentIqOptions>().Bind(configuration.GetSection(IncidentIqOptions.Section)).ValidateOnStart();
        services.AddCore();
        services.AddOptions<BotOptions>().Bind(configuration.GetSection(BotOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>
    /// Sends traces and metrics to the OTLP endpoint that is configured. Without one nobody would read them here, so they
    /// are not collected either; <c>dotnet-counters</c> and the like listen to the instruments themselves.
    /// </summary>
    public static IServiceCollection AddBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            Export(services); // not even loaded without one
        return services;
    }

    private static void Export(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("IiqBot.*").AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource("IiqBot.*").AddAspNetCoreInstrumentation())
            .UseOtlpExporter();
}
