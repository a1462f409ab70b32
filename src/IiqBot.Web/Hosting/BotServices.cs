using IiqBot.Core;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Identity;
using IiqBot.IncidentIq;
using IiqBot.Sandbox;
using IiqBot.Web.Trial;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace IiqBot.Web.Hosting;

/// <summary>What the service and the terminal chat have in common: the product's rules and the help desk behind them.</summary>
internal static class BotServices
{
    /// <summary>Adds the core and the client of Incident IQ, or of the made-up district when one is given.</summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration, SandboxServer? sandbox)
    {
        services.AddIncidentIq();
        services.AddOptions<IncidentIqOptions>().Bind(configuration.GetSection(IncidentIqOptions.Section)).ValidateOnStart();
        services.AddCore();
        services.AddOptions<BotOptions>().Bind(configuration.GetSection(BotOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return sandbox is null ? services : services.AddTrial(sandbox);
    }

    /// <summary>
    /// Sends traces and metrics to the OTLP endpoint that is configured. Without one nobody would read them here, so they
    /// are not collected either; <c>dotnet-counters</c> and the like listen to the instruments themselves.
    /// </summary>
    public static IServiceCollection AddBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) Export(services); // not even loaded without one
        return services;
    }

    private static void Export(IServiceCollection services) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics.AddMeter("IiqBot.*").AddAspNetCoreInstrumentation())
        .WithTracing(traces => traces.AddSource("IiqBot.*").AddAspNetCoreInstrumentation())
        .UseOtlpExporter();

    private static IServiceCollection AddTrial(this IServiceCollection services, SandboxServer sandbox)
    {
        services.Configure<IncidentIqOptions>(options =>
        {
            options.BaseUrl = sandbox.Url;
            options.SiteId = sandbox.SiteId;
            options.ApiToken = sandbox.Token;
        });
        services.Configure<BotOptions>(options => options.LetEveryDomainIn());
        return services
            .AddSingleton(sandbox)
            .AddSingleton<INewcomerDesk, SandboxNewcomers>()
            .AddHandler<BecomeRole>();
    }
}
