using System.Net.Sockets;
using IiqBot.Core.Durability;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IiqBot.Storage.Database;

/// <summary>Tells failures of the storage from bugs in the program.</summary>
internal static class StorageFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Error = 1,
        Permission = 3,
        Busy = 5,
        Locked = 6,
        NoMemory = 7,
        ReadOnly = 8,
        Io = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        Protocol = 15,
        Constraint = 19,
        NotADatabase = 26;

    /// <summary>The storage fault that an exception means; null when it means none.</summary>
    public static StorageUnavailableException? Translate(Exception exception)
    {
        // Npgsql wraps the server's message about a cancelled query. The caller went away, not the storage.
        if (exception is OperationCanceledException)
            return null;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is StorageUnavailableException known)
                return known;
            if (SentenceOf(cause) is { } sentence)
                return new(sentence, exception);
        }

        return null;
    }

    /// <summary>Whether a row with one of the unique values exists already.</summary>
    public static bool IsUniqueViolation(Exception exception) =>
        exception switch
        {
            SqliteException sqlite => sqlite.SqliteErrorCode == Constraint,
            PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
            { InnerException: { } inner } => IsUniqueViolation(inner),
            _ => false,
        };

    private static string? SentenceOf(Exception cause) =>
        cause switch
        {
            SqliteException sqlite => Of(sqlite),
            PostgresException postgres => Of(postgres.SqlState),
            NpgsqlException or SocketException or TimeoutException => Texts.Unreachable,
            IOException or UnauthorizedAccessException => Texts.FileFailed,
            _ => null,
        };

    private static string? Of(SqliteException exception) =>
        exception.SqliteErrorCode switch
        {
            Full => Texts.Full,
            ReadOnly or Permission => Texts.ReadOnly,
            Corrupt or NotADatabase => Texts.Corrupt,
            Busy or Locked or Protocol => Texts.Busy,
            Io or CannotOpen or NoMemory => Texts.FileFailed,
            Error => Texts.NotSetUp,
            _ => null,
        };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string? Of(string state) =>
        state switch
        {
            PostgresErrorCodes.DiskFull => Texts.Full,
            PostgresErrorCodes.ReadOnlySqlTransaction => Texts.ReadOnly,
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidCatalogName =>
                Texts.NotSetUp,
            PostgresErrorCodes.LockNotAvailable => Texts.Busy,
            _ => state[..2] switch
            {
                "08" or "28" or "53" or "57" => Texts.Unreachable,
                "40" => Texts.Busy,
                "58" or "XX" => Texts.Corrupt,
                _ => null,
            },
        };
}
