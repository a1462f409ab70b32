using IiqBot.Core.Dispatch;
using IiqBot.Core.Features;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IiqBot.Core;

/// <summary>Registers the product's rules.</summary>
public static class CoreServices
{
    /// <summary>Adds the dispatcher, who may do what, and every feature, in the order in which help lists them.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.AddOptions<BotOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDispatcher, Dispatcher>();
        services.AddSingleton<HandlerRegistry>();
        services.AddSingleton<Identifier>();
        services.AddSingleton<Admission>();
        services.AddSingleton<FailureLog>();
        services.AddSingleton<RecentActs>();
        services.AddSingleton<CoreTelemetry>();
        services.TryAddSingleton<IInbox, MemoryInbox>();
        services.TryAddSingleton<IFilingLedger, MemoryFilingLedger>();

        services.AddScoped<TicketDesk>().AddScoped<ChangesSinceSeen>().AddScoped<TicketCard>().AddScoped<DoneCard>().AddScoped<TicketList>().AddScoped<OwnTickets>();
        services.AddScoped<SearchFacets>().AddScoped<SearchForm>();
        services.AddScoped<FilingDesk>().AddScoped<FilingForm>().AddScoped<FilingAnswer>();
        services.AddScoped<IOptionsSource, IssueOptions>();
        services.AddScoped<IOptionsSource, LocationOptions>();
        services.AddScoped<IOptionsSource, RoomOptions>();
        services.AddScoped<IOptionsSource, AssigneeOptions>();
        services.AddScoped<IOptionsSource, PersonOptions>();

        return services
            .AddHandler<FileTicket>()
            .AddHandler<ContinueFiling>()
            .AddHandler<MyTickets>()
            .AddHandler<ShowTicket>()
            .AddHandler<SearchTickets>()
            .AddHandler<CommentTicket>()
            .AddHandler<CancelTicket>()
            .AddHandler<ReopenTicket>()
            .AddHandler<TicketHistory>()
            .AddHandler<AssignedTickets>()
            .AddHandler<OpenTickets>()
            .AddHandler<TakeTicket>()
            .AddHandler<AssignTicket>()
            .AddHandler<UnassignTicket>()
            .AddHandler<PrioritizeTicket>()
            .AddHandler<ScheduleTicket>()
            .AddHandler<LinkAsset>()
            .AddHandler<MoveTicket>()
            .AddHandler<ResolveTicket>()
            .AddHandler<NoteTicket>()
            .AddHandler<WhoAmI>()
            .AddHandler<ExplainFailure>()
            .AddHandler<Help>()
            .AddHandler<Welcome>();
    }
}
