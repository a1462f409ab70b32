using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage.Database;

/// <summary>
/// The SQLite file, which one process at a time may use, and only the service's own account may read: names, e-mail addresses and texts
/// are in it. Windows gives a file the rights of its folder.
/// </summary>
internal sealed partial class SqliteFile(IOptions<StorageOptions> options, IHostEnvironment environment, ILogger<SqliteFile> logger)
    : IDisposable
{
    private const string FileName = "iiqbot.db";

    // The database, what SQLite writes beside it, and the lock of the process that uses it.
    private static readonly string[] Endings = ["", "-wal", "-shm", ".lock"];

    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private FileStream? _lock;

    /// <summary>How to open it.</summary>
    public string ConnectionString { get; private set; } =
        options.Value.ConnectionString
        ?? new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(environment.ContentRootPath, options.Value.DataFolder, FileName),
        }.ToString();

    private string FilePath => Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    /// <summary>Leaves the file to whoever owns it: from here it is opened as it is, and not made when it is absent.</summary>
    public void LeaveToOwner()
    {
        var connection = new SqliteConnectionStringBuilder(ConnectionString);

        // Not for reading only: beside a writer, a reader has to note in the WAL's index that it reads.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate)
            connection.Mode = SqliteOpenMode.ReadWrite;
        ConnectionString = connection.ToString();
    }

    /// <summary>Claims the file for this process; the operating system ends the claim with the process, however that ends.</summary>
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

    // SQLite gives the files beside it the rights of the database, so it is made here, empty, before SQLite would.
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

            // A folder that a connection string names may hold other things, for other people.
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

    // Either somebody else has it, or the disk may only be read; a file there can be claimed all the same.
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
