using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Running;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>Only the service's account can read the SQLite file, and the file keeps nothing that was deleted.</summary>
public sealed class PrivateFileTests(PostgreSqlServer server)
{
    private const string Secret = "SECRET-the-lamp-smells-of-smoke";
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Only_the_account_of_the_service_may_read_the_file_and_its_folder()
    {
        if (OperatingSystem.IsWindows())
            return; // on Windows a file has the rights of its folder
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        await world.Get<IInbox>().StoreAsync(world.Item(), world.Item().Keys(), Token);

        AssertPrivate(world.FilePath);
    }

    [Fact]
    public async Task The_rights_of_a_file_from_an_earlier_version_are_restricted_at_startup()
    {
        if (OperatingSystem.IsWindows())
            return; // on Windows a file has the rights of its folder
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        await world.First.DisposeAsync();
        File.SetUnixFileMode(world.FilePath, OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(
            Path.GetDirectoryName(world.FilePath)!,
            OwnFile | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );

        await world.JoinAsync();

        AssertPrivate(world.FilePath);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_text_is_erased_from_the_disk(bool isStopped)
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        await FillAsync(world, isAnswered: true);
        Assert.Contains(FilesOf(world), file => Holds(file));

        world.Time.Advance(TimeSpan.FromDays(2));
        await ActivatorUtilities.CreateInstance<CleanUp>(world.Get<IServiceProvider>()).RunAsync(Token);
        if (isStopped)
            await world.First.DisposeAsync();

        Assert.Equal([], FilesOf(world).Where(Holds).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Texts_that_an_earlier_version_deleted_are_erased_at_the_first_start()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        await FillAsync(world, isAnswered: false);
        await world.First.DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={world.FilePath};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            foreach (
                var sql in (string[])
                    ["PRAGMA secure_delete = OFF", "PRAGMA user_version = 0", "DELETE FROM inbox_keys", "DELETE FROM inbox"]
            )
            {
                await using var command = new SqliteCommand(sql, connection);
                await command.ExecuteNonQueryAsync(Token);
            }
        }

        Assert.Contains(FilesOf(world), file => Holds(file));

        await world.JoinAsync();

        Assert.Equal([], FilesOf(world).Where(Holds).Select(Path.GetFileName));
    }

    // Some texts are short, some long enough to need pages of their own.
    private static async Task FillAsync(World world, bool isAnswered)
    {
        var inbox = world.Get<IInbox>();
        for (var n = 0; n < 40; n++)
        {
            var item = world.Item();
            var text = string.Concat(Enumerable.Repeat($"{Secret} {n} ", n % 2 == 0 ? 1 : 400));
            item = item with { Request = item.Request with { Text = text } };
            await inbox.StoreAsync(item, item.Keys(), Token);
            if (!isAnswered)
                continue;
            await inbox.FinishAsync(
                item,
                new BotResponse.Reply(
                    new Card
                    {
                        Title = text,
                        Summary = text,
                        Body = [],
                    }
                ),
                new([], world.Audit(item)),
                Token
            );
            await inbox.ShownAsync(item, null, null, Token);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void AssertPrivate(string path)
    {
        Assert.Equal(OwnFile | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!))
            Assert.Equal((file, OwnFile), (file, File.GetUnixFileMode(file)));
        Assert.True(File.Exists($"{path}-wal"));
    }

    private static IEnumerable<string> FilesOf(World world) =>
        Directory
            .GetFiles(Path.GetDirectoryName(world.FilePath)!, "iiqbot.db*")
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal));

    // Another process reads the file: if this process opened and closed it, it would lose SQLite's locks on it (fcntl(2)).
    private static bool Holds(string file)
    {
        if (OperatingSystem.IsWindows())
            return File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0;
        using var grep = Process.Start("grep", ["--quiet", "--text", "--fixed-strings", Secret, file]);
        grep.WaitForExit();
        return grep.ExitCode == 0;
    }
}
