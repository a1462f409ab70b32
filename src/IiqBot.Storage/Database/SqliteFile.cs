using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IiqBot.Storage.Database;

/// <summary>The SQLite file, which one process at a time may use.</summary>
internal sealed class SqliteFile(IOptions<StorageOptions> options, IHostEnvironment environment) : IDisposable
{
    private const string FileName = "iiqbot.db";
    private FileStream? _lock;

    /// <summary>How to open it.</summary>
    public string ConnectionString { get; private set; } = options.Value.ConnectionString
        ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(environment.ContentRootPath, options.Value.DataFolder, FileName) }.ToString();

    private string FilePath => Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    /// <summary>Leaves the file to whoever owns it: from here it is opened as it is, and not made when it is absent.</summary>
    public void LeaveToOwner()
    {
        var connection = new SqliteConnectionStringBuilder(ConnectionString);

        // Not for reading only: beside a writer, a reader has to note in the WAL's index that it reads.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate) connection.Mode = SqliteOpenMode.ReadWrite;
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
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageInUseException(Texts.NoFolder, exception);
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
}
