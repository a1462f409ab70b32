using IiqBot.Core.Features.Filings;
using IiqBot.Core.Work;
using IiqBot.Storage.Database;
using IiqBot.Storage.Running;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>A database of the first version becomes one of the newest, with all that is in it.</summary>
public sealed class MigrationTests(PostgreSqlServer server)
{
    private const string First = "Initial";

    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(Real))]
    public async Task What_the_first_version_stored_the_newest_reads_and_carries_on(Kind kind)
    {
        await using var world = await World.CreateAsync(kind, server);
        var (done, waiting) = (world.Item(), world.Item());
        var old = world.Make();
        if (kind == Kind.Sqlite) Directory.CreateDirectory(Path.GetDirectoryName(world.FilePath)!);
        await using (var context = old.Get<StorageDatabase>().CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(First, Token);
            Assert.Equal(First, (await context.Database.GetAppliedMigrationsAsync(Token)).Single().Split('_')[1]);
            await PopulateAsync(context, done, WorkState.Done);
            await PopulateAsync(context, waiting, WorkState.Waiting);
        }

        await old.StartAsync();
        Assert.Null(old.Get<StorageReadiness>().Fault);

        await using (var context = old.Get<StorageDatabase>().CreateContext()) Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
        Assert.False((await old.Get<IInbox>().StoreAsync(world.Item(), done.Keys(), Token)).IsNew);
        Assert.Equal(waiting.Id, Assert.Single(await old.Get<IInbox>().LeaseDueAsync(9, Token)).Id);
        Assert.Equal(FilingState.Unknown, (await old.Get<IFilingLedger>().FindAsync($"R{waiting.Id:N}"[..6].ToUpperInvariant(), Token))?.State);
        Assert.Equal(2, (await old.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync()).Count);

        // What was over before has a time since when it is, so that it is cleaned up.
        world.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await ActivatorUtilities.CreateInstance<CleanUp>(old.Get<IServiceProvider>()).RunAsync(Token));
        Assert.Null(await old.Get<IInbox>().FindAsync(done.Id, Token));
        Assert.NotNull(await old.Get<IInbox>().FindAsync(waiting.Id, Token));
    }

    [Theory, MemberData(nameof(Real))]
    public async Task The_migrations_make_the_tables_of_the_model(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        await using var context = world.Get<StorageDatabase>().CreateContext();

        Assert.False(context.Database.HasPendingModelChanges(), "The model was changed: make a migration for both databases (Database/DesignTime.cs).");
        Assert.True(context.Database.GetMigrations().Count() >= 2);
    }

    [Fact]
    public async Task Replicas_that_start_at_once_migrate_once()
    {
        await using var world = await World.CreateAsync(Kind.PostgreSql, server);
        var replicas = Enumerable.Range(0, 3).Select(_ => world.Make()).ToList();

        await Task.WhenAll(replicas.Select(replica => Task.Run(replica.StartAsync, Token)));

        foreach (var replica in replicas) Assert.Null(replica.Get<StorageReadiness>().Fault);
    }

    // As the first version wrote it: columns that came later are not there yet.
    private static async Task PopulateAsync(StorageContext context, WorkItem item, WorkState state)
    {
        var (id, at) = (item.Id, item.ReceivedAt.UtcTicks);
        var request = Json.StorageJson.Write(item.Request);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO inbox (id, reference, platform, tenant, user_id, request, state, attempts, received_at, due, leased_until)
            VALUES ({id}, 'R', 'teams', 'tenant', '29:ada', {request}, {(int)state}, 1, {at}, {at}, 0)
            """,
            Token);
        foreach (var key in item.Keys()) await context.Database.ExecuteSqlAsync($"INSERT INTO inbox_keys (key, item_id) VALUES ({key}, {id})", Token);
        var ticket = """{"subject":"S","description":"D","requesterId":"33333333-3333-3333-3333-333333333333","issue":{"id":"33333333-3333-3333-3333-333333333333","name":"I"},"locationId":"33333333-3333-3333-3333-333333333333"}""";
        var reference = $"R{id:N}"[..6].ToUpperInvariant();
        if (state == WorkState.Waiting)
        {
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO filings (reference, person_id, ticket, state, updated_at) VALUES ({reference}, {id}, {ticket}, 1, {at})", Token);
        }

        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO audit (at, platform, tenant, user_id, verb, where_tenant, where_conversation, where_scope, outcome, reference)
            VALUES ({at}, 'teams', 'tenant', '29:ada', 'ticket.comment', 'tenant', 'a:ada', 0, 0, 'R')
            """,
            Token);
    }
}
