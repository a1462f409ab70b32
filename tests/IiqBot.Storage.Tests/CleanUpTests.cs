using IiqBot.Core.Durability;
using IiqBot.Storage.Database;
using IiqBot.Storage.Running;
using IiqBot.Storage.Tests.Contracts;
using IiqBot.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests;

/// <summary>The clean-up deletes what is finished once it is old enough, and nothing else.</summary>
public sealed class CleanUpTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(Real))]
    public async Task A_finished_request_is_deleted_after_a_day_and_a_waiting_one_is_kept(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var (done, waiting) = (world.Item(), world.Item());
        foreach (var item in new[] { done, waiting })
            await inbox.StoreAsync(item, item.Keys(), Token);
        await inbox.FinishAsync(done, Answer(), new([], world.Audit(done)), Token);
        await inbox.ShownAsync(done, null, null, Token);
        await inbox.KeepAsync(waiting, world.Time.GetUtcNow(), Token);
        var cleanUp = ActivatorUtilities.CreateInstance<CleanUp>(world.Get<IServiceProvider>());

        world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await cleanUp.RunAsync(Token)); // not old enough yet
        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await cleanUp.RunAsync(Token));
        Assert.Null(await inbox.FindAsync(done.Id, Token));
        Assert.NotNull(await inbox.FindAsync(waiting.Id, Token));
        Assert.Single(await world.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync());
    }

    [Theory, MemberData(nameof(Real))]
    public async Task Cleared_settings_are_deleted_after_a_day_and_others_after_two_years(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (settings, set, takenBack, roomOnly) = (world.Get<IPersonalSettings>(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await settings.SaveAsync(set, new(Ticket, null), world.Time.GetUtcNow(), Token);
        await settings.SaveAsync(roomOnly, new(null, Ticket), world.Time.GetUtcNow(), Token);
        await settings.SaveAsync(takenBack, PersonalSettings.None, world.Time.GetUtcNow(), Token);

        Assert.Equal((3, 2), (await RowsAfterAsync(TimeSpan.FromDays(1)), await RowsAfterAsync(TimeSpan.FromSeconds(1))));
        Assert.Equal(
            (2, 0),
            (await RowsAfterAsync(TimeSpan.FromDays(729) - TimeSpan.FromSeconds(1)), await RowsAfterAsync(TimeSpan.FromSeconds(1)))
        );

        async Task<int> RowsAfterAsync(TimeSpan time)
        {
            world.Time.Advance(time);
            await ActivatorUtilities.CreateInstance<CleanUp>(world.Get<IServiceProvider>()).RunAsync(Token);
            await using var context = world.Get<StorageDatabase>().CreateContext();
            return await context.PersonalSettings.CountAsync(Token);
        }
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_filing_is_kept_while_its_request_waits(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (inbox, ledger) = (world.Get<IInbox>(), world.Get<IFilingLedger>());
        var waiting = world.Item();
        await inbox.StoreAsync(waiting, waiting.Keys(), Token);
        var sent = FilingLedgerTests.Filing(world) with
        {
            Reference = waiting.Reference,
            State = FilingState.Unknown,
            SentAt = world.Time.GetUtcNow(),
        };
        await ledger.SaveAsync(sent, Token);
        await inbox.KeepAsync(waiting, world.Time.GetUtcNow(), Token);
        world.Time.Advance(TimeSpan.FromDays(60));

        await ActivatorUtilities.CreateInstance<CleanUp>(world.Get<IServiceProvider>()).RunAsync(Token);

        Assert.Equal(FilingState.Unknown, (await ledger.FindAsync(waiting.Reference, Token))?.State);
    }
}
