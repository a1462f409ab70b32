using IiqBot.Core;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace IiqBot.Web.Hosting;

/// <summary>Registers what the service and the terminal chat share: the core, and the help desk behind it.</summary>
internal static class BotServices
{
    /// <summary>Registers the core and the client of Incident IQ.</summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIncidentIq();
        services.AddOptions<IncidentIqOptions>().Bind(configuration.GetSection(IncidentIqOptions.Section)).ValidateOnStart();
        services.AddCore();
        services.AddOptions<BotOptions>().Bind(configuration.GetSection(BotOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>
    /// Sends traces and metrics to the configured OTLP endpoint. Without one nobody would read them, so the bot does not collect them;
    /// tools such as <c>dotnet-counters</c> listen to the instruments directly.
    /// </summary>
    public static IServiceCollection AddBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            Export(services); // not even loaded without an endpoint
        return services;
    }

    private static void Export(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("IiqBot.*").AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource("IiqBot.*").AddAspNetCoreInstrumentation())
            .UseOtlpExporter();
}
