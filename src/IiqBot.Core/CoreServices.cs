using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Features;
using IiqBot.Core.Features.Changes;
using IiqBot.Core.Features.Deliveries;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Settings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Features.Waiting;
using IiqBot.Core.Identity;
using IiqBot.Core.Later;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IiqBot.Core;

/// <summary>Registers the services of the core.</summary>
public static class CoreServices
{
    /// <summary>Adds the dispatcher, the checks of rights, and every feature, in the order in which help lists them.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.AddOptions<BotOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDispatcher, Dispatcher>();
        services.AddSingleton<HandlerRegistry>();
        services.AddSingleton<Identifier>().AddSingleton<SeenPeople>();
        services.AddSingleton<Admission>();
        services.AddSingleton<Seals>().AddSingleton<MessageAuthors>().AddSingleton<FilingAuthor>();
        services.AddSingleton<FailureLog>();
        services.TryAddSingleton<ITicketActs, MemoryTicketActs>();
        services.AddSingleton<CoreTelemetry>();
        services
            .AddSingleton<Intake>()
            .AddSingleton<RequestRunner>()
            .AddSingleton<Replacements>()
            .AddSingleton<RequestOutcomes>()
            .AddSingleton<Sendings>()
            .AddSingleton<ShownRecorder>()
            .AddSingleton<CardRedraw>();
        services.AddSingleton<Messengers>().AddSingleton<TicketNotices>();
        services.AddSingleton<Outage>().AddSingleton<WorkPump>().AddSingleton<OutboxPump>();
        services.TryAddSingleton<IInbox, MemoryInbox>();
        services.TryAddSingleton<IOutbox, MemoryOutbox>();
        services.TryAddSingleton<IPostedCards, MemoryPostedCards>();
        services.TryAddSingleton<IAuditLog, MemoryAuditLog>();
        services.TryAddSingleton<IHolds, ProcessHolds>();
        services.TryAddSingleton<IKnownPeople, MemoryKnownPeople>();
        services.TryAddSingleton<IConversations, MemoryConversations>();
        services.TryAddSingleton<IFilingLedger, MemoryFilingLedger>();
        services.TryAddSingleton<IReadiness, AlwaysReady>();
        services.AddSingleton<IAdministrators, Administrators>();
        services.AddSingleton<HomeViewers>();
        services.TryAddSingleton<IPersonalSettings, MemoryPersonalSettings>();

        services
            .AddScoped<TicketDesk>()
            .AddScoped<TicketTimeline>()
            .AddScoped<ChangesSinceSeen>()
            .AddScoped<TicketCard>()
            .AddScoped<ITicketCards, RedrawnCards>()
            .AddScoped<DoneCard>()
            .AddScoped<RecentActs>()
            .AddScoped<TicketList>()
            .AddScoped<VisibleTickets>()
            .AddScoped<OwnTickets>();
        services.AddScoped<ChangeRunner>().AddScoped<ChangeAnswer>();
        services.AddScoped<InsteadActions>().AddScoped<RecentTickets>();
        services.AddScoped<SearchReader>().AddScoped<WholeNames>().AddScoped<SearchForm>();
        services
            .AddScoped<FilingDesk>()
            .AddScoped<FilingFiles>()
            .AddScoped<FilingForm>()
            .AddScoped<FilingReading>()
            .AddScoped<FilingAnswer>();
        services.AddScoped<RoomsAtHand>().AddScoped<UsualPlace>().AddScoped<SettingsCard>();
        services.AddScoped<IOptionsSource, IssueOptions>();
        services.AddScoped<IOptionsSource, LocationOptions>();
        services.AddScoped<IOptionsSource, RoomOptions>();
        services.AddScoped<IOptionsSource, AssigneeOptions>();
        services.AddScoped<IOptionsSource, PersonOptions>();

        return services
            .AddHandler<FileTicket>()
            .AddHandler<FileFromMessage>()
            .AddHandler<ContinueFiling>()
            .AddHandler<MyTickets>()
            .AddHandler<ShowTicket>()
            .AddHandler<ShowInstead>()
            .AddHandler<PreviewTicket>()
            .AddHandler<SearchTickets>()
            .AddHandler<DeviceTickets>()
            .AddHandler<CommentTicket>()
            .AddHandler<AttachFiles>()
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
            .AddHandler<EditTicket>()
            .AddHandler<LinkAsset>()
            .AddHandler<MoveTicket>()
            .AddHandler<ResolveTicket>()
            .AddHandler<NoteTicket>()
            .AddHandler<UndoChange>()
            .AddHandler<ShowWaiting>()
            .AddHandler<WithdrawWaiting>()
            .AddHandler<WhoAmI>()
            .AddHandler<ShowSettings>()
            .AddHandler<ChangeSettings>()
            .AddHandler<ForgetSettings>()
            .AddHandler<ExplainFailure>()
            .AddHandler<ShowStatus>()
            .AddHandler<ShowDead>()
            .AddHandler<ResendDelivery>()
            .AddHandler<Home>()
            .AddHandler<Help>()
            .AddHandler<SmallTalk>()
            .AddHandler<Welcome>();
    }
}
