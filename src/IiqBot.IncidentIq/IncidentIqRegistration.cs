using System.Net;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Assets;
using IiqBot.IncidentIq.Files;
using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq;

/// <summary>Adds the client to an application.</summary>
public static class IncidentIqRegistration
{
    /// <summary>
    /// Adds <see cref="ITickets"/>, <see cref="IActivities"/>, <see cref="IAssets"/>, <see cref="IFiles"/> and
    /// <see cref="ILookups"/>. The caller binds <see cref="IncidentIqOptions"/> to <see cref="IncidentIqOptions.Section"/>. The
    /// options are validated at the first call, unless the caller adds <c>ValidateOnStart</c>.
    /// </summary>
    public static IServiceCollection AddIncidentIq(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<IncidentIqOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IncidentIqOptions>, IncidentIqOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IncidentIqOptions>, AddressRules>());

        // The factory's own loggers write paths, and paths contain e-mails.
        services
            .AddHttpClient(
                IncidentIqHttp.ClientName,
                client =>
                {
                    client.Timeout = Timeout.InfiniteTimeSpan;
                    client.MaxResponseContentBufferSize = IncidentIqHttp.MaxAnswerBytes;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();

        services.TryAddSingleton<CallPipeline>();
        services.TryAddSingleton<TokenCheck>();
        services.TryAddSingleton<Telemetry>();
        services.TryAddSingleton<IncidentIqHttp>();
        services.TryAddSingleton<ListReader>();
        services.TryAddSingleton<RenewalLog>();
        services.TryAddSingleton<LookupCache>();
        services.TryAddSingleton<PeopleDirectory>();
        services.TryAddSingleton<PeopleSearch>();
        services.TryAddSingleton<SiteDirectory>();
        services.TryAddSingleton<TicketMapping>();
        services.TryAddSingleton<KeywordProof>();
        services.TryAddSingleton<TicketSearch>();
        services.TryAddSingleton<TicketUpdate>();
        services.TryAddSingleton<IAvailability, IncidentIqAvailability>();
        services.TryAddSingleton<ITickets, IncidentIqTickets>();
        services.TryAddSingleton<IActivities, IncidentIqActivities>();
        services.TryAddSingleton<IAssets, IncidentIqAssets>();
        services.TryAddSingleton<IFiles, IncidentIqFiles>();
        services.TryAddSingleton<ILookups, IncidentIqLookups>();
        return services;
    }

    /// <summary>
    /// Does not follow redirects, so that the token goes to the configured address only. Has no propagator, which also stops the
    /// runtime from creating a span of its own: that span would contain the path, and paths contain e-mails.
    /// </summary>
    private static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
}
