using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Pipeline;
using IiqBot.Slack.Api;
using IiqBot.Slack.Inbound;
using IiqBot.Slack.Sockets;
using IiqBot.Slack.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IiqBot.Slack;

/// <summary>Registers Slack in a host.</summary>
public static class SlackServices
{
    /// <summary>
    /// Registers the adapter. The service does not start if a setting is missing. Needs a singleton <see cref="IDispatcher"/> and
    /// <see cref="Core.Later.IAdministrators"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="usesSocketMode">Whether requests come over Socket Mode, as <see cref="SlackOptions.UsesSocketMode"/> says.</param>
    public static IServiceCollection AddSlack(this IServiceCollection services, bool usesSocketMode)
    {
        services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISlackTokens, ConfiguredToken>();
        services.AddSingleton<Revocations>().AddHostedService<RevocationNotice>();
        services.AddSingleton<SlackTelemetry>().AddSingleton<SlackHosts>().AddSingleton<Workspaces>().AddSingleton<RecentIds>();
        services.AddSingleton<RequestSignature>().AddSingleton<UnverifiedBodies>();
        HttpClients.Add(services);
        services
            .AddSingleton<TokenState>()
            .AddSingleton<SlackCalls>()
            .AddSingleton<SlackApi>()
            .AddSingleton<ResponseUrls>()
            .AddSingleton<SlackFiles>();

        services.AddSingleton<BotNames>().AddSingleton<IRequestEnricher, MentionedNames>();

        services.AddSingleton<SlackTurnRunner>().AddHostedService(provider => provider.GetRequiredService<SlackTurnRunner>());
        services
            .AddSingleton<Drafts>()
            .AddSingleton<PersonalChannels>()
            .AddSingleton<Messages>()
            .AddSingleton<Previews>()
            .AddSingleton<FormViews>()
            .AddSingleton<MessageAnswers>();
        services
            .AddSingleton<AnswerDelivery>()
            .AddSingleton<HomeTabs>()
            .AddSingleton<FairUse>()
            .AddSingleton<SlackRequests>()
            .AddSingleton<EventWork>();
        services.AddSingleton<CommandTurns>().AddSingleton<ActionTurns>().AddSingleton<ShortcutTurns>().AddSingleton<SubmissionTurns>();
        services.AddSingleton<OptionTurns>().AddSingleton<EventTurns>().AddSingleton<SlackRouter>().AddSingleton<HttpEndpoint>();
        services.AddHostedService<TokenCheck>();
        services.AddSingleton<SocketState>();
        if (usesSocketMode)
            services.AddSingleton<SocketOpener>().AddHostedService<SocketMode>();

        services
            .AddSingleton<SlackMessenger>()
            .AddSingleton<IMessenger>(s => s.GetRequiredService<SlackMessenger>())
            .AddSingleton<IHomePages>(s => s.GetRequiredService<SlackMessenger>());
        services.AddSingleton<IFileSource, SlackFileSource>();
        services.AddSingleton<IPersonDirectory, SlackPersonDirectory>();
        services.AddHealthChecks().AddCheck<SlackHealth>(SlackHealth.Name);
        return services;
    }

    /// <summary>Maps the paths of <see cref="SlackPaths"/>. Without a signing secret, as with Socket Mode, it maps nothing.</summary>
    public static void MapSlack(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<SlackOptions>>().Value;
        if (options.UsesSocketMode || string.IsNullOrWhiteSpace(options.SigningSecret))
            return;
        var endpoint = endpoints.ServiceProvider.GetRequiredService<HttpEndpoint>();
        endpoints.MapPost(SlackPaths.Commands, endpoint.CommandAsync).WithDisplayName("Slack commands");
        endpoints.MapGet(SlackPaths.Commands, HttpEndpoint.CheckCertificate).WithDisplayName("Slack certificate check");
        endpoints.MapPost(SlackPaths.Interactions, endpoint.InteractAsync).WithDisplayName("Slack interactions");
        endpoints.MapPost(SlackPaths.Options, endpoint.SuggestAsync).WithDisplayName("Slack options");
        endpoints.MapPost(SlackPaths.Events, endpoint.EventAsync).WithDisplayName("Slack events");
    }
}
