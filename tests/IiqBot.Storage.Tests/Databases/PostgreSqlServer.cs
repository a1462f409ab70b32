using System.ComponentModel;
using System.Diagnostics;
using IiqBot.Storage.Tests.Databases;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace IiqBot.Storage.Tests.Databases;

/// <summary>
/// A real PostgreSQL server for these tests, in a temporary folder, reached through a Unix socket in it. The first test that needs it
/// starts it.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "iiqbot";
    private static readonly bool IsRoot = Environment.UserName == "root";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"iiqbot-pg-{Guid.NewGuid():N}"[..20]);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isRunning;

    /// <summary>The folder of the server's programs; null if PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(Programs is null, "PostgreSQL is not installed on this machine; .ci/run installs it.");
        await StartAsync();
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Closes the connections that hold locks, as a crash of their processes would.</summary>
    public static async Task DropConnectionsAsync(string which, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {which} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            connection
        );
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the server if it is not running.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_isRunning)
                return;
            if (!Directory.Exists(_folder))
                await CreateAsync();
            await RunAsync(
                "pg_ctl",
                "-D",
                Path.Combine(_folder, "data"),
                "-l",
                Path.Combine(_folder, "log"),
                "-w",
                "start",
                "-o",
                $"-k {_folder} -c listen_addresses='' -c fsync=on -c max_connections=300"
            );
            _isRunning = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the server at once, as a crash does: all clients lose their connections.</summary>
    public async Task StopAsync()
    {
        if (!_isRunning)
            return;
        await RunAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        _isRunning = false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
    }

    private static IEnumerable<string> Candidates() =>
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                : [],
        ];

    private string ConnectionString(string database) => $"Host={_folder};Username={User};Database={database};Timeout=5";

    private async Task CreateAsync()
    {
        Directory.CreateDirectory(_folder);
        if (IsRoot)
            await RunAsync("chown", "postgres", _folder);
        await RunAsync("initdb", "-D", Path.Combine(_folder, "data"), "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8");
    }

    // The server refuses to run as root. Then it runs as the user that its package created. It keeps the output of its starter open as long
    // as it runs, and what it writes there would mix with the test results, so its output goes to a file.
    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = program == "chown" ? program : Path.Combine(Programs!, program);
        string[] asUser = IsRoot && program != "chown" ? ["runuser", "-u", "postgres", "--"] : [];
        var output = $"{_folder}.out";
        var start = new ProcessStartInfo(
            "sh",
            ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, .. asUser, path, .. arguments]
        )
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start) ?? throw new Win32Exception(program);
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(output);
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }
}
