using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>A storage that fails says so, refuses new requests, still serves what it can, and recovers by itself.</summary>
public sealed class FaultTests(PostgreSqlServer server)
{
    [Fact]
    public async Task With_a_full_disk_the_bot_refuses_new_requests_and_answers_reads()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        var item = world.Item();
        await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
        var limit = new PageLimit(world);

        await limit.SetAsync(isFull: true);
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => FillAsync(world));
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(item.Id, (await world.Get<IInbox>().FindAsync(item.Id, Token))!.Id);
        await limit.SetAsync(isFull: true); // the limit ended with the connection that failed
        Assert.Contains("full", await HealthAsync(world.First), StringComparison.Ordinal);

        await limit.SetAsync(isFull: false);
        await FillAsync(world);
        Assert.Equal("Healthy", await HealthAsync(world.First));
    }

    [Fact]
    public async Task With_a_read_only_file_requests_are_refused_and_reads_work()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        var item = world.Item();
        await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
        await world.First.DisposeAsync();

        var reader = await world.JoinAsync(("Storage:ConnectionString", $"Data Source={world.FilePath};Mode=ReadOnly"));

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            reader.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token)
        );
        Assert.Contains("only be read", fault.Message, StringComparison.Ordinal);
        Assert.Equal(item.Id, (await reader.Get<IInbox>().FindAsync(item.Id, Token))!.Id);
        Assert.Contains("only be read", await HealthAsync(reader), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_reported_and_the_service_still_starts()
    {
        await using var world = await World.CreateAsync(Kind.Sqlite, server);
        Directory.CreateDirectory(Path.GetDirectoryName(world.FilePath)!);
        world.IsDamaged = true;
        await File.WriteAllBytesAsync(world.FilePath, [.. Enumerable.Repeat((byte)0x5A, 8192)], Token);

        var replica = await world.JoinAsync();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            replica.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token)
        );
        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => replica.Get<IInbox>().FindAsync(Guid.NewGuid(), Token));
        Assert.Contains("damaged", await HealthAsync(replica), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_needs_a_damaged_page_is_refused()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        world.IsDamaged = true;
        await world.First.DisposeAsync();
        await using (var file = new FileStream(world.FilePath, FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096; // all but the first page, which lists the tables
            await file.WriteAsync(Enumerable.Repeat((byte)0x5A, (int)file.Length - 4096).ToArray(), Token);
        }

        var replica = await world.JoinAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => replica.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token));
    }

    [Fact]
    public async Task A_second_process_cannot_open_the_same_file()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);

        var second = await Assert.ThrowsAsync<StorageInUseException>(() => world.JoinAsync());

        Assert.Contains("Storage:DataFolder", second.Message, StringComparison.Ordinal);
        await world.First.DisposeAsync();
        await world.JoinAsync(); // the file is free again
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_reported_at_startup()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        var belowAFile = Path.Combine(world.FilePath, "folder", "iiqbot.db");

        var refused = await Assert.ThrowsAsync<StorageInUseException>(() =>
            world.JoinAsync(("Storage:ConnectionString", $"Data Source={belowAFile}"))
        );

        Assert.Contains("cannot be made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_server_is_reported_and_used_again_after_it_starts()
    {
        await using var own = new PostgreSqlServer();
        await using var world = await World.OpenAsync(Kind.PostgreSql, own);
        var item = world.Item();
        await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);

        await own.StopAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Get<IInbox>().FindAsync(item.Id, Token));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Get<IHolds>().HoldAsync("name", Token));
        Assert.Contains("cannot be reached", await HealthAsync(world.First), StringComparison.Ordinal);

        await own.StartAsync();
        Assert.False((await world.Get<IInbox>().StoreAsync(world.Item(), item.Keys(), Token)).IsNew);
        Assert.True((await world.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token)).IsNew);
        await using var hold = await world.Get<IHolds>().HoldAsync("name", Token);
        Assert.Equal("Healthy", await HealthAsync(world.First));
    }

    [Fact]
    public async Task A_server_that_is_down_at_startup_is_used_once_it_starts()
    {
        await using var own = new PostgreSqlServer();
        await using var world = await World.CreateAsync(Kind.PostgreSql, own);
        await own.StopAsync();
        var replica = await world.JoinAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => replica.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token));

        await own.StartAsync();
        while (replica.Get<StorageReadiness>().Fault is not null)
        {
            Token.ThrowIfCancellationRequested();
            world.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.True((await replica.Get<IInbox>().StoreAsync(world.Item(), ["k"], Token)).IsNew);
    }

    private static async Task FillAsync(World world)
    {
        for (var n = 0; n < 200; n++)
        {
            var item = world.Item() with { Reference = new string('x', 4000) };
            await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
        }
    }

    private static async Task<string> HealthAsync(Replica replica)
    {
        var report = await replica.Get<HealthCheckService>().CheckHealthAsync(check => check.Name == "storage", Token);
        var storage = report.Entries["storage"];
        return storage.Status == HealthStatus.Healthy ? "Healthy" : storage.Description ?? "";
    }

    // SQLite's own limit, which fails as a full disk does. It holds for one connection. It is set on the writing connection, by a write
    // that changes nothing, so the storage does not look recovered.
    private sealed class PageLimit(World world)
    {
        public async Task SetAsync(bool isFull) =>
            await Assert.ThrowsAsync<TimeZoneNotFoundException>(() =>
                world
                    .Get<StorageDatabase>()
                    .WriteAsync<int>(
                        async (context, token) =>
                        {
                            await context.Database.ExecuteSqlRawAsync(
                                isFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000",
                                token
                            );
                            throw new TimeZoneNotFoundException();
                        },
                        Token
                    )
            );
    }
}
