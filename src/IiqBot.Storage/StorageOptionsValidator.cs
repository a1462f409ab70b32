using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace IiqBot.Storage;

/// <summary>Checks the annotations of <see cref="StorageOptions"/>, with generated code instead of reflection.</summary>
[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;

/// <summary>Checks what annotations cannot express.</summary>
internal sealed class StorageRules : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var failures = Findings(options);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>What is wrong, one sentence each.</summary>
    public static IReadOnlyList<string> Findings(StorageOptions options)
    {
        var failures = new List<string>();
        if (options.Provider == StorageProvider.PostgreSql && string.IsNullOrWhiteSpace(options.ConnectionString))
            failures.Add(Texts.ConnectionStringMissing);
        else if (!CanBeRead(options))
            failures.Add(Texts.ConnectionStringUnfit);
        if (!CronExpression.TryParse(options.CleanUpSchedule, out _))
            failures.Add(Texts.CleanUpScheduleUnfit);
        if (options.KeyCertificatePath is not null && !HasUsableCertificate(options))
            failures.Add(Texts.KeyCertificateUnfit);
        return failures;
    }

    private static bool CanBeRead(StorageOptions options)
    {
        try
        {
            return options.Provider == StorageProvider.PostgreSql
                ? NamesServer(options)
                : options.ConnectionString is null || new SqliteConnectionStringBuilder(options.ConnectionString).DataSource.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A method of its own, so that a SQLite installation does not load Npgsql.
    private static bool NamesServer(StorageOptions options) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString).Host is { Length: > 0 };

    private static bool HasUsableCertificate(StorageOptions options)
    {
        try
        {
            using var certificate = KeyProtection.Load(options);
            return certificate.HasPrivateKey;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}
