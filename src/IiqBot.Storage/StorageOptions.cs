using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage;

/// <summary>The databases that can be used.</summary>
public enum StorageProvider
{
    /// <summary>One file beside the service, for a single process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server that several replicas share.</summary>
    PostgreSql,
}

/// <summary>Where the bot keeps what it has promised, and for how long.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The database.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach the database; null on SQLite for the file <c>iiqbot.db</c> in <see cref="DataFolder"/>. Never logged.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The folder of the SQLite file, absolute or below the program's own; it is created when it is absent.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// A certificate with its private key (PKCS #12) that encrypts the keys kept in the database for ASP.NET Core Data
    /// Protection; null to keep no such keys.
    /// </summary>
    public string? KeyCertificatePath { get; set; }

    /// <summary>The password of the certificate's file; null when it has none. Never logged.</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>When old rows are cleaned up, as a Quartz cron expression in UTC; by default a quarter past every hour.</summary>
    [Required]
    public string CleanUpSchedule { get; set; } = "0 15 * * * ?";

    /// <summary>How long what is over is kept.</summary>
    [ValidateObjectMembers]
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>
    /// What is wrong beyond single values: what belongs together, and what does not open. One sentence each, without values.
    /// </summary>
    public static IEnumerable<string> Wrong(StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StorageRules.Findings(options);
    }
}

/// <summary>How long rows are kept after they are over. Audit entries are kept for ever, conversations until the bot is removed.</summary>
public sealed class RetentionOptions
{
    /// <summary>Answers to requests that were carried out: as long, a repeat of the request is given its first answer.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan Answers { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Filings, after their last change.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Filings { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Deliveries that were given up.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan DeadDeliveries { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Posted cards, after they were last drawn: older ones are not redrawn any more.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan PostedCards { get; set; } = TimeSpan.FromDays(180);

    /// <summary>People who were recognized.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan KnownPeople { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What people have set for themselves, after they last set it. What they took back goes with <see cref="Answers"/>.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan PersonalSettings { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Who did what to a ticket.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan TicketActs { get; set; } = TimeSpan.FromDays(2);
}
