using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage;

/// <summary>The supported databases.</summary>
public enum StorageProvider
{
    /// <summary>One file beside the service, for a single process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server that several replicas share.</summary>
    PostgreSql,
}

/// <summary>Where the bot stores requests and answers, and for how long.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The database.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The connection string; null for the SQLite file <c>iiqbot.db</c> in <see cref="DataFolder"/>. Never logged.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The folder of the SQLite file, absolute or below the program's own. The service creates it if it is missing.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// A certificate with its private key (PKCS #12), which encrypts ASP.NET Core Data Protection's keys in the database; null to store no
    /// keys.
    /// </summary>
    public string? KeyCertificatePath { get; set; }

    /// <summary>The password of the certificate's file; null if it has none. Never logged.</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>When to delete old rows, as a Quartz cron expression in UTC; by default a quarter past every hour.</summary>
    [Required]
    public string CleanUpSchedule { get; set; } = "0 15 * * * ?";

    /// <summary>How long to keep finished rows.</summary>
    [ValidateObjectMembers]
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>
    /// What is wrong beyond single values: settings that must go together, and files that do not open. One sentence each, without values.
    /// </summary>
    public static IEnumerable<string> Wrong(StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StorageRules.Findings(options);
    }
}

/// <summary>How long to keep rows after they are finished. Audit entries stay for ever, conversations until the bot is removed.</summary>
public sealed class RetentionOptions
{
    /// <summary>Answers to completed requests. For this long a repeat of the request gets its first answer.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan Answers { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Filings, after their last change.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Filings { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Deliveries that the bot gave up.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan DeadDeliveries { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Posted cards, after they were last drawn. The bot does not redraw older ones.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan PostedCards { get; set; } = TimeSpan.FromDays(180);

    /// <summary>People that the bot recognized.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan KnownPeople { get; set; } = TimeSpan.FromDays(30);

    /// <summary>People's own settings, after the last change. Removed settings go with <see cref="Answers"/>.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan PersonalSettings { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Who did what to a ticket.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan TicketActs { get; set; } = TimeSpan.FromDays(2);
}
