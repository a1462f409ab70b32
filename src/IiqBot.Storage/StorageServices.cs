using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Storage.Database;
using IiqBot.Storage.Running;
using IiqBot.Storage.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Quartz;

namespace IiqBot.Storage;

/// <summary>Registers the storage.</summary>
public static class StorageServices
{
    private const string SchedulerName = "IiqBot";

    /// <summary>Adds the stores of the core in a database, what opens it, its health, and the schedules; call it after the core.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var options = section.Get<StorageOptions>() ?? new StorageOptions();
        services.AddOptions<StorageOptions>().Bind(section).ValidateOnStart();
        services
            .AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>()
            .AddSingleton<IValidateOptions<StorageOptions>, StorageRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorageReadiness>();
        services.AddHostedService<StorageInitialization>();
        services.AddHealthChecks().AddCheck<StorageHealth>("storage", tags: ["ready"]);
        AddDatabase(services, options.Provider);
        AddStores(services);
        AddSchedules(services, options);
        KeyProtection.Add(services, options);
        return services;
    }

    // Each apart, so that what only the other one needs is not loaded.
    private static void AddDatabase(IServiceCollection services, StorageProvider provider)
    {
        if (provider == StorageProvider.PostgreSql)
            AddPostgreSql(services);
        else
            AddSqlite(services);
    }

    private static void AddPostgreSql(IServiceCollection services) =>
        services
            .AddSingleton<PostgreSqlDatabase>()
            .AddSingleton<StorageDatabase>(known => known.GetRequiredService<PostgreSqlDatabase>())
            .Replace(ServiceDescriptor.Singleton<IHolds, PostgreSqlHolds>());

    private static void AddSqlite(IServiceCollection services) =>
        services
            .AddSingleton<SqliteFile>()
            .AddSingleton<StorageDatabase, SqliteDatabase>()
            .Replace(ServiceDescriptor.Singleton<IHolds, ProcessHolds>()); // one process only

    private static void AddStores(IServiceCollection services) =>
        services
            .Replace(ServiceDescriptor.Singleton<IInbox, Inbox>())
            .Replace(ServiceDescriptor.Singleton<IOutbox, Outbox>())
            .Replace(ServiceDescriptor.Singleton<IPostedCards, PostedCards>())
            .Replace(ServiceDescriptor.Singleton<IAuditLog, AuditLog>())
            .Replace(ServiceDescriptor.Singleton<IKnownPeople, KnownPeople>())
            .Replace(ServiceDescriptor.Singleton<IConversations, Conversations>())
            .Replace(ServiceDescriptor.Singleton<IFilingLedger, FilingLedger>())
            .Replace(ServiceDescriptor.Singleton<IPersonalSettings, SettingsOfPeople>())
            .Replace(ServiceDescriptor.Singleton<ITicketActs, TicketActs>());

    // Kept in the database where replicas share it, so that of all of them one runs a job. Started when the tables are there. A replica
    // that starts leaves alone what is scheduled: when a trigger is replaced for which another is just about to run the job, both run it.
    private static void AddSchedules(IServiceCollection services, StorageOptions options) =>
        services
            .Configure<QuartzOptions>(quartz => quartz.Scheduling.IgnoreDuplicates = true)
            .AddQuartz(quartz =>
            {
                quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = SchedulerName);
                if (options.Provider == StorageProvider.PostgreSql)
                {
                    quartz.UsePersistentStore(store =>
                    {
                        store.UsePostgres(options.ConnectionString ?? "");
                        store.UseClustering();

                        // Slower, and sure: without the lock two replicas were seen to run a job for the same moment.
                        store.ConfigureStore(rounds => rounds.AcquireTriggersWithinLock = true);
                        store.ProvisionSchema();
                    });
                }

                quartz.ScheduleJob<CleanUp>(trigger =>
                    trigger.WithIdentity(CleanUp.Trigger).WithCronSchedule(CleanUp.At(options.CleanUpSchedule))
                );
            });
}
