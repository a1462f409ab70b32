using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Pipeline;
using IiqBot.Teams.Connector;
using IiqBot.Teams.Files;
using IiqBot.Teams.Inbound;
using IiqBot.Teams.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IiqBot.Teams;

/// <summary>Registers Teams in a host.</summary>
public static class TeamsServices
{
    /// <summary>Registers the adapter. Needs a singleton <see cref="IDispatcher"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="hosting">
    /// How the endpoint is protected. With <see cref="TeamsHosting.Configured"/> a missing setting stops the startup.
    /// </param>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsHosting hosting)
    {
        services.AddOptions<TeamsOptions>().BindConfiguration(TeamsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>>(new TeamsOptionsValidator(hosting));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TeamsTelemetry>();
        HttpClients.Add(services);

        if (hosting == TeamsHosting.Configured)
        {
            services.AddSingleton<SigningKeys>();
            services.AddSingleton<ChannelTokenValidator>();
            services.AddSingleton<IGate, ChannelTokenGate>();
            services.AddSingleton<IConnectorTokens, EntraTokens>();
            services.AddHealthChecks().AddCheck<TeamsHealth>("teams");
        }
        else
        {
            services.AddSingleton<IGate, LocalTrialGate>();
            services.AddSingleton<IConnectorTokens, NoConnectorTokens>();
        }

        services.AddSingleton<ConnectorPipeline>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ConnectorReplies>();
        services.AddSingleton<PersonalReplies>();
        services.AddSingleton<ResponseDelivery>();
        services.AddSingleton<SentFiles>();
        services.AddSingleton<TeamsTurnRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<TeamsTurnRunner>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MessageTurns>(provider, DispatcherFor(provider, hosting)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InvokeTurns>(provider, DispatcherFor(provider, hosting)));
        services.AddSingleton<ActivityRouter>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<IMessenger, TeamsMessenger>();
        services.AddSingleton<IFileSource, TeamsFileSource>();
        services.AddSingleton<IPersonDirectory, TeamsPersonDirectory>();
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>, the messaging endpoint of the bot's registration.</summary>
    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = endpoints.ServiceProvider.GetRequiredService<MessagesEndpoint>();
        return endpoints.MapPost("/api/messages", endpoint.HandleAsync).WithDisplayName("Teams messages");
    }

    private static IDispatcher DispatcherFor(IServiceProvider provider, TeamsHosting hosting)
    {
        var dispatcher = provider.GetRequiredService<IDispatcher>();
        return hosting == TeamsHosting.LocalTrial ? new TrialDispatcher(dispatcher) : dispatcher;
    }
}
