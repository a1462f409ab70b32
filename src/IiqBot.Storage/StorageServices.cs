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

    /// <summary>
    /// Registers the stores in a database, their database, health check and schedules. Call it after registering the core.
    /// </summary>
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

    // Methods of their own, so that neither loads what only the other needs.
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
            .Replace(ServiceDescriptor.Singleton<IHolds, ProcessHolds>()); // for a single process

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

    // Replicas share the schedules in the database, so that only one of them runs a job. They start once the tables exist. A starting
    // replica does not replace an existing trigger: if another is just about to run that job, both would run it.
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

                        // Slower but safe: without the lock, we saw two replicas run a job for the same moment.
                        store.ConfigureStore(rounds => rounds.AcquireTriggersWithinLock = true);
                        store.ProvisionSchema();
                    });
                }

                quartz.ScheduleJob<CleanUp>(trigger =>
                    trigger.WithIdentity(CleanUp.Trigger).WithCronSchedule(CleanUp.At(options.CleanUpSchedule))
                );
            });
}
