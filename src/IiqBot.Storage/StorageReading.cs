using IiqBot.Storage.Database;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Storage;

/// <summary>For programs that only look: the export of the audit log.</summary>
public static class StorageReading
{
    /// <summary>
    /// Lets the stores be read without bringing the tables up to date or claiming the SQLite file, beside the service that owns it.
    /// </summary>
    public static IServiceProvider OpenForReading(this IServiceProvider services)
    {
        services.GetService<SqliteFile>()?.LeaveToOwner();
        services.GetRequiredService<StorageReadiness>().Settle(null);
        return services;
    }
}
