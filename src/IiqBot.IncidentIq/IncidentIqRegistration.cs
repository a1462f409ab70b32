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
    /// Adds <see cref="ITickets"/>, <see cref="IActivities"/>, <see cref="IAssets"/>, <see cref="IFiles"/> and <see cref="ILookups"/>. The
    /// caller binds
    /// <see cref="IncidentIqOptions"/> to <see cref="IncidentIqOptions.Section"/>; they are validated when they are first read,
    /// which is at the first call unless the caller adds <c>ValidateOnStart</c>.
    /// </summary>
    public static IServiceCollection AddIncidentIq(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<IncidentIqOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IncidentIqOptions>, IncidentIqOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IncidentIqOptions>, AddressRules>());

        // The factory's own loggers write addresses, and e-mails are in paths.
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
    /// No redirect is followed, so the token goes to the configured address only. No propagator, which also keeps the runtime from
    /// making a span of its own: its span would carry the path, and e-mails are in paths.
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
