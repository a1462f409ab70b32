using IiqBot.Storage.Database;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Storage;

/// <summary>For programs that only read: the export of the audit log.</summary>
public static class StorageReading
{
    /// <summary>
    /// Opens the stores for reading beside the service that owns them, without migrating the tables or claiming the SQLite file.
    /// </summary>
    public static IServiceProvider OpenForReading(this IServiceProvider services)
    {
        services.GetService<SqliteFile>()?.LeaveToOwner();
        services.GetRequiredService<StorageReadiness>().Settle(null);
        return services;
    }
}
