using System.Data.Common;
using IiqBot.Core.Durability;
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

/// <summary>A database of an earlier version is migrated to the newest with all its data.</summary>
public sealed class MigrationTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> Real => Durable;

    public static TheoryData<Kind, string> Versions =>
        new()
        {
            { Kind.Sqlite, "Initial" },
            { Kind.Sqlite, "ActsKeysAndFinishTimes" },
            { Kind.Sqlite, "PersonalSettings" },
            { Kind.Sqlite, "References" },
            { Kind.PostgreSql, "Initial" },
            { Kind.PostgreSql, "ActsKeysAndFinishTimes" },
            { Kind.PostgreSql, "PersonalSettings" },
            { Kind.PostgreSql, "References" },
        };

    [Theory, MemberData(nameof(Versions))]
    public async Task The_newest_version_reads_the_rows_of_an_earlier_version(Kind kind, string version)
    {
        await using var world = await World.CreateAsync(kind, server);
        var (done, waiting, isFirst, isThird) = (
            world.Item(),
            world.Item(),
            version == "Initial",
            version is "PersonalSettings" or "References"
        );
        var replica = world.Make();
        if (kind == Kind.Sqlite)
            Directory.CreateDirectory(Path.GetDirectoryName(world.FilePath)!);
        await using (var context = replica.Get<StorageDatabase>().CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(version, Token);
            Assert.Equal(version, (await context.Database.GetAppliedMigrationsAsync(Token)).Last().Split('_', 2)[1]);
            await OldRows.OfTheFirstVersionAsync(context, done, waiting, world.Time.GetUtcNow());
            if (!isFirst)
                await OldRows.OfTheSecondVersionAsync(context, world.Time.GetUtcNow());
            if (isThird)
                await OldRows.OfTheThirdVersionAsync(context, world.Time.GetUtcNow());
            string[] later =
                isFirst ? ["data_protection_keys", "personal_settings", "ticket_acts"]
                : isThird ? []
                : ["personal_settings"];
            Assert.Equal(later, await EmptyOrAbsentAsync(context));
        }

        await replica.StartAsync();
        Assert.Null(replica.Get<StorageReadiness>().Fault);

        await using (var context = replica.Get<StorageDatabase>().CreateContext())
        {
            Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
            Assert.Equal(isFirst ? [] : [OldRows.KeyXml], await context.DataProtectionKeys.Select(key => key.Xml!).ToListAsync(Token));
        }

        await AllIsThereAsync(world, done, waiting);
        Assert.Equal(isFirst ? [] : ["Ada took it"], (await world.Get<ITicketActs>().OnAsync(Ticket, Token)).Select(act => act.Text));
        Assert.Equal(
            isThird ? new(Ticket, null) : PersonalSettings.None,
            await world.Get<IPersonalSettings>().FindAsync(OldRows.Person, Token)
        );
        await Assert.ThrowsAnyAsync<DbException>(() => ForgeAuditAsync(world));

        // The migration gave finished rows a time, so that they are cleaned up. The other rows are too young. The scheduler, which uses the
        // same clock, may clean up first.
        world.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await ActivatorUtilities.CreateInstance<CleanUp>(replica.Get<IServiceProvider>()).RunAsync(Token);
        Assert.Null(await world.Get<IInbox>().FindAsync(done.Id, Token));
        Assert.NotNull(await world.Get<IInbox>().FindAsync(waiting.Id, Token));
    }

    [Theory, MemberData(nameof(Real))]
    public async Task The_migrations_match_the_model(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        await using var context = world.Get<StorageDatabase>().CreateContext();

        Assert.False(
            context.Database.HasPendingModelChanges(),
            "The model was changed: make a migration for both databases (Database/DesignTime.cs)."
        );
        Assert.True(context.Database.GetMigrations().Count() >= 3);
    }

    [Fact]
    public async Task Replicas_that_start_at_the_same_time_migrate_once()
    {
        await using var world = await World.CreateAsync(Kind.PostgreSql, server);
        var replicas = Enumerable.Range(0, 3).Select(_ => world.Make()).ToList();

        await Task.WhenAll(replicas.Select(replica => Task.Run(replica.StartAsync, Token)));

        foreach (var replica in replicas)
            Assert.Null(replica.Get<StorageReadiness>().Fault);
    }

    private static async Task AllIsThereAsync(World world, WorkItem done, WorkItem waiting)
    {
        var inbox = world.Get<IInbox>();
        var first = await inbox.StoreAsync(world.Item(), [done.Keys()[1]], Token);
        Assert.Equal((false, done.Id, "Done"), (first.IsNew, first.Item.Id, first.Item.Answer?.ShownCard?.Title));
        Assert.False((await inbox.StoreAsync(world.Item(), [waiting.Keys()[0]], Token)).IsNew);
        var due = Assert.Single(await inbox.LeaseDueAsync(9, Token));
        Assert.Equal(
            (waiting.Id, waiting.Request.Id, "It smells of smoke", Chat),
            (due.Id, due.Request.Id, due.Request.Arguments["text"], due.Request.Conversation)
        );
        Assert.Equal(Ada, due.Request.Actor);
        await inbox.KeepAsync(due, world.Time.GetUtcNow(), Token);

        var filing = await world.Get<IFilingLedger>().FindAsync(OldRows.ReferenceOfFiling, Token);
        Assert.Equal(
            (FilingState.Unknown, "S", OldRows.Person, world.Time.GetUtcNow()),
            (filing!.State, filing.Ticket.Subject, filing.PersonId, filing.SentAt)
        );
        var delivery = Assert.IsType<Delivery.Redraw>(Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token)));
        Assert.Equal(
            ("redraw", Chat, "m1", Ticket, Ada, 2),
            (delivery.Key, delivery.To, delivery.MessageId, delivery.TicketId, delivery.Viewer, delivery.Attempts)
        );
        Assert.Equal(
            new PostedCard(new(Chat, "m1"), Ticket, "8dc", Ada, world.Time.GetUtcNow()),
            Assert.Single(await world.Get<IPostedCards>().OfTicketAsync(Ticket, 9, Token))
        );
        Assert.Equal(
            ("Ada", true),
            await world.Get<IKnownPeople>().FindAsync(Ada, Token) is { } person ? (person.Name, person.IsAgent) : default
        );
        Assert.Equal(Chat, await world.Get<IConversations>().PersonalOfAsync(Ada, Token));
        Assert.False(await world.Get<IConversations>().RememberAsync(Chat, Ada, Token));
        var entry = Assert.Single(
            await world.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync()
        );
        Assert.Equal(
            ("29:ada", "ticket.comment", Ticket, OldRows.ReferenceOfFiling),
            (entry.Who.UserId, entry.Verb, entry.TicketId, entry.Reference)
        );
    }

    // The model's tables that are empty or absent: those that a migration test forgot to fill.
    private static async Task<List<string>> EmptyOrAbsentAsync(StorageContext context)
    {
        var empty = new List<string>();
        var set = typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!;
        foreach (var type in context.Model.GetEntityTypes().OrderBy(type => type.GetTableName(), StringComparer.Ordinal))
        {
            var table = type.GetTableName()!;
            try
            {
                if (!await ((IQueryable<object>)set.MakeGenericMethod(type.ClrType).Invoke(context, null)!).AnyAsync(Token))
                    empty.Add(table);
            }
            catch (DbException)
            {
                empty.Add(table); // a table of a later version
            }
        }

        return empty;
    }

    private static async Task ForgeAuditAsync(World world)
    {
        await using var context = world.Get<StorageDatabase>().CreateContext();
        await context.Database.ExecuteSqlAsync($"/* test */ UPDATE audit SET verb = 'x'", Token);
    }
}
