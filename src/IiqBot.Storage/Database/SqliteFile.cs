using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage.Database;

/// <summary>
/// The SQLite file. Only one process at a time may use it, and only the service's own account may read it, because it contains names,
/// e-mail addresses and texts. On Windows a file has the rights of its folder.
/// </summary>
internal sealed partial class SqliteFile(IOptions<StorageOptions> options, IHostEnvironment environment, ILogger<SqliteFile> logger)
    : IDisposable
{
    private const string FileName = "iiqbot.db";

    // The database, the files that SQLite writes beside it, and the lock file of the process that uses it.
    private static readonly string[] Endings = ["", "-wal", "-shm", ".lock"];

    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private FileStream? _lock;

    /// <summary>The connection string.</summary>
    public string ConnectionString { get; private set; } =
        options.Value.ConnectionString
        ?? new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(environment.ContentRootPath, options.Value.DataFolder, FileName),
        }.ToString();

    private string FilePath => Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    /// <summary>Leaves the file to the process that owns it: connections open an existing file and never create one.</summary>
    public void LeaveToOwner()
    {
        var connection = new SqliteConnectionStringBuilder(ConnectionString);

        // A read-only mode would not do: beside a writer, a reader must record in the WAL's index that it reads.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
            connection.Mode = SqliteOpenMode.ReadWrite;
        ConnectionString = connection.ToString();
    }

    /// <summary>Claims the file for this process. The operating system releases the claim when the process ends, even in a crash.</summary>
    /// <exception cref="StorageInUseException">Another process uses it, or its folder cannot be made.</exception>
    public void Claim()
    {
        MakeFolder();
        var path = $"{FilePath}.lock";
        try
        {
            _lock ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            _lock = ClaimReading(path);
        }

        if (!OperatingSystem.IsWindows())
            KeepPrivate();
    }

    private void MakeFolder()
    {
        try
        {
            var folder = Path.GetDirectoryName(FilePath)!;
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageInUseException(Texts.NoFolder, exception);
        }
    }

    // SQLite gives its other files the rights of the database, so this creates the database, empty, before SQLite would.
    [UnsupportedOSPlatform("windows")]
    private void KeepPrivate()
    {
        try
        {
            var mayMake = new SqliteConnectionStringBuilder(ConnectionString).Mode == SqliteOpenMode.ReadWriteCreate;
            if (mayMake && !File.Exists(FilePath))
                new FileStream(
                    FilePath,
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.Write,
                        UnixCreateMode = OwnFile,
                    }
                ).Dispose();
            foreach (var file in Endings.Select(end => FilePath + end).Where(File.Exists))
                File.SetUnixFileMode(file, OwnFile);

            // A folder from a connection string may hold other people's files.
            if (
                options.Value.ConnectionString is null
                && Path.GetDirectoryName(FilePath) is { } folder
                && folder != Path.TrimEndingDirectorySeparator(environment.ContentRootPath)
            )
                File.SetUnixFileMode(folder, OwnFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotPrivate(logger, exception);
        }
    }

    // Either another process has the file, or the disk is read-only. An existing lock file can still be claimed.
    private static FileStream ClaimReading(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StorageInUseException(Texts.InUse, exception);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lock?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Could not restrict who may read the SQLite file or its folder; it may belong to another account. Restrict it yourself"
        )]
        public static partial void NotPrivate(ILogger logger, Exception exception);
    }
}
