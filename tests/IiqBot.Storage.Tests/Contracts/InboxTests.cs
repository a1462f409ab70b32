using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Storage.Tests.Databases;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>What every implementation of <see cref="IInbox"/> must do.</summary>
public sealed class InboxTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> All => Everywhere;

    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(All))]
    public async Task A_stored_request_is_found_unchanged(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = world.Item();

        var receipt = await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
        var found = await world.Get<IInbox>().FindAsync(item.Id, Token);

        Assert.True(receipt.IsNew);
        Assert.False(receipt.OthersWait);
        Assert.Equal(item.Request.Arguments.Values, found!.Request.Arguments.Values);
        Assert.Equal(
            item with
            {
                Request = item.Request with { Arguments = Arguments.None },
            },
            found with
            {
                Request = found.Request with { Arguments = Arguments.None },
            }
        );
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_repeat_with_any_of_the_keys_returns_the_first_request(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (first, second, third) = (world.Item(), world.Item(), world.Item());
        await world.Get<IInbox>().StoreAsync(first, first.Keys(), Token);

        var byFirst = await world.Get<IInbox>().StoreAsync(second, [first.Keys()[0], "other"], Token);
        var bySecond = await world.Get<IInbox>().StoreAsync(third, ["another", first.Keys()[1]], Token);

        Assert.False(byFirst.IsNew);
        Assert.Equal(first.Id, byFirst.Item.Id);
        Assert.False(bySecond.IsNew);
        Assert.Equal(first.Id, bySecond.Item.Id);
        Assert.Null(await world.Get<IInbox>().FindAsync(second.Id, Token));
        Assert.True((await world.Get<IInbox>().StoreAsync(second, ["other"], Token)).IsNew); // nothing of the refused ones was stored
    }

    [Theory, MemberData(nameof(All))]
    public async Task Only_one_of_many_concurrent_stores_of_a_request_is_new(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inboxes =
            kind == Kind.PostgreSql ? new[] { world.Get<IInbox>(), (await world.JoinAsync()).Get<IInbox>() } : [world.Get<IInbox>()];
        var keys = world.Item().Keys();

        for (var round = 0; round < 5; round++)
        {
            var theseKeys = keys.Select(key => $"{key}:{round}").ToArray();
            var receipts = await Task.WhenAll(
                Enumerable
                    .Range(0, 16)
                    .Select(n =>
                        Task.Run(
                            () =>
                                inboxes[n % inboxes.Length]
                                    .StoreAsync(world.Item(), n % 2 == 0 ? theseKeys : [.. theseKeys.Reverse()], Token),
                            Token
                        )
                    )
            );

            Assert.Single(receipts, receipt => receipt.IsNew);
            Assert.Single(receipts.Select(receipt => receipt.Item.Id).Distinct());
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Finishing_stores_the_answer_its_deliveries_and_its_audit_entry(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);

        await world.Get<IInbox>().FinishAsync(item, Answer(), new([world.Delivery("redraw")], world.Audit(item)), Token);

        var found = await world.Get<IInbox>().FindAsync(item.Id, Token);
        Assert.Equal(WorkState.Answered, found!.State);
        Assert.Equal("Done", found.Answer!.ShownCard!.Title);
        Assert.Equal("redraw", Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token)).Key);
        Assert.Equal(world.Audit(item), Assert.Single(await AuditAsync(world)));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_stored_answer_cannot_be_replaced(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (inbox, item) = (world.Get<IInbox>(), world.Item());
        await inbox.StoreAsync(item, item.Keys(), Token);
        await inbox.FinishAsync(item, Answer("first"), new([], null), Token);

        await inbox.KeepAsync(item, world.Time.GetUtcNow(), Token);
        await inbox.FinishAsync(item, Answer("second"), new([world.Delivery("news")], null), Token);

        var found = await inbox.FindAsync(item.Id, Token);
        Assert.Equal((WorkState.Answered, "first"), (found!.State, found.Answer!.ShownCard!.Title));
        Assert.Empty(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_shown_answer_makes_the_request_done_and_its_card_is_remembered(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        var where = new PostedMessage(Chat, "m1");
        await world.Get<IInbox>().FinishAsync(item, Answer(), new([], null), Token);

        await world.Get<IInbox>().ShownAsync(item, where, new(where, Ticket, "8dc", Ada, world.Time.GetUtcNow()), Token);

        var found = await world.Get<IInbox>().FindAsync(item.Id, Token);
        Assert.Equal((WorkState.Done, where), (found!.State, found.Shown));
        Assert.Equal(where, Assert.Single(await world.Get<IPostedCards>().OfTicketAsync(Ticket, 9, Token)).Message);
        world.Time.Advance(IInbox.LeaseTime * 2);
        Assert.Empty(await world.Get<IInbox>().LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_place_of_a_waiting_notice_is_remembered_after_the_lease_ended(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        await world.Get<IInbox>().KeepAsync(item, world.Time.GetUtcNow(), Token);
        Assert.Empty(await world.Get<IInbox>().LeaseDueAsync(9, Token)); // the notice is being delivered

        await world.Get<IInbox>().ShownAsync(item, new(Chat, "notice"), null, Token);

        var again = Assert.Single(await world.Get<IInbox>().LeaseDueAsync(9, Token));
        Assert.Equal((WorkState.Waiting, "notice", 2), (again.State, again.Shown!.MessageId, again.Attempts));
    }

    [Theory, MemberData(nameof(All))]
    public async Task An_ephemeral_waiting_notice_is_remembered_until_a_message_replaces_it(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var item = await StoredAsync(world);
        await inbox.KeepAsync(item, world.Time.GetUtcNow(), Token);
        Assert.False((await inbox.FindAsync(item.Id, Token))!.IsTold);

        await inbox.ShownAsync(item, null, null, Token);

        var again = Assert.Single(await inbox.LeaseDueAsync(9, Token));
        Assert.Equal((WorkState.Waiting, true, null), (again.State, again.IsTold, again.Shown));
        await inbox.KeepAsync(again, world.Time.GetUtcNow(), Token);
        again = Assert.Single(await inbox.LeaseDueAsync(9, Token)); // at once, because no notice is being delivered
        await inbox.ShownAsync(again, new(Chat, "notice"), null, Token); // a retry delivered it
        await inbox.ShownAsync(again, null, null, Token);
        var shown = (await inbox.FindAsync(item.Id, Token))!;
        Assert.Equal(("notice", true), (shown.Shown!.MessageId, shown.IsTold));
    }

    [Theory, MemberData(nameof(All))]
    public async Task An_answer_shown_without_a_message_does_not_count_as_a_notice(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        await world.Get<IInbox>().FinishAsync(item, Answer(), new([], null), Token);

        await world.Get<IInbox>().ShownAsync(item, null, null, Token);

        var found = (await world.Get<IInbox>().FindAsync(item.Id, Token))!;
        Assert.Equal((WorkState.Done, false, null), (found.State, found.IsTold, found.Shown));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_forgotten_request_can_be_stored_again(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);

        await world.Get<IInbox>().ForgetAsync(item, world.Audit(item), Token);

        Assert.Null(await world.Get<IInbox>().FindAsync(item.Id, Token));
        Assert.Single(await AuditAsync(world));
        Assert.True((await world.Get<IInbox>().StoreAsync(world.Item(), item.Keys(), Token)).IsNew);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_leased_request_is_not_leased_again_until_its_lease_ends(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        Assert.Empty(await world.Get<IInbox>().LeaseDueAsync(9, Token));

        world.Time.Advance(IInbox.LeaseTime);

        var taken = Assert.Single(await world.Get<IInbox>().LeaseDueAsync(9, Token));
        Assert.Equal((item.Id, 2, true), (taken.Id, taken.Attempts, taken.IsRetry));
        Assert.Empty(await world.Get<IInbox>().LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_worker_that_lost_its_lease_in_the_same_process_changes_nothing(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var item = await StoredAsync(world);
        world.Time.Advance(IInbox.LeaseTime);
        var taken = Assert.Single(await inbox.LeaseDueAsync(9, Token));

        Assert.False(await inbox.RenewAsync(item, Token));
        await inbox.FinishAsync(item, Answer(), new([world.Delivery("news")], world.Audit(item)), Token);
        await inbox.KeepAsync(item, world.Time.GetUtcNow(), Token);
        await inbox.ForgetAsync(item, world.Audit(item), Token);
        await inbox.HandBackAsync(item, Token);

        Assert.Empty(await AuditAsync(world));
        Assert.Empty(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
        Assert.Equal((WorkState.Received, 2), (await inbox.FindAsync(item.Id, Token) is { } now ? (now.State, now.Attempts) : default));
        await inbox.FinishAsync(taken, Answer(), new([], world.Audit(item)), Token);
        Assert.Single(await AuditAsync(world));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_renewed_lease_lasts_the_full_time_again(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        world.Time.Advance(IInbox.LeaseTime - TimeSpan.FromSeconds(1));

        Assert.True(await world.Get<IInbox>().RenewAsync(item, Token));

        world.Time.Advance(IInbox.LeaseTime - TimeSpan.FromSeconds(1));
        Assert.Empty(await world.Get<IInbox>().LeaseDueAsync(9, Token));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await world.Get<IInbox>().LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task LeaseUnfinished_leaves_waiting_requests_to_LeaseDue(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var (waiting, unfinished) = (await KeptAsync(world), await StoredAsync(world, Ben));
        world.Time.Advance(IInbox.LeaseTime);

        Assert.Equal(unfinished.Id, Assert.Single(await inbox.LeaseUnfinishedAsync(9, Token)).Id);
        var taken = Assert.Single(await inbox.LeaseDueAsync(9, Token));
        Assert.Equal(waiting.Id, taken.Id);
        Assert.True(await inbox.RenewAsync(taken, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task After_a_failure_the_message_is_a_repeat_but_the_form_can_be_sent_again(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var item = world.Item();
        await inbox.StoreAsync(item, ["a:message", $"a{IInbox.FormMark}1"], Token);

        await inbox.FinishAsync(item, Answer() with { IsFailure = true }, new([], world.Audit(item)), Token);

        Assert.False((await inbox.StoreAsync(world.Item(), ["a:message"], Token)).IsNew);
        Assert.True((await inbox.StoreAsync(world.Item(), ["a:another", $"a{IInbox.FormMark}1"], Token)).IsNew);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_request_that_is_handed_back_is_due_at_once(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);

        await world.Get<IInbox>().HandBackAsync(item, Token);

        Assert.Equal(item.Id, Assert.Single(await world.Get<IInbox>().LeaseDueAsync(9, Token)).Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Waiting_requests_run_in_order_per_person_and_independently_across_people(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var (first, second, others) = (await KeptAsync(world), await KeptAsync(world), await KeptAsync(world, Ben));
        Assert.True((await inbox.StoreAsync(world.Item(), ["later"], Token)).OthersWait);
        Assert.Equal([first.Id, second.Id], (await inbox.WaitingOfAsync(Ada, Token)).Select(item => item.Id));
        world.Time.Advance(TimeSpan.FromSeconds(10));

        var due = await inbox.LeaseDueAsync(9, Token);

        Assert.Equal([first.Id, others.Id], due.Select(item => item.Id));
        Assert.Empty(await inbox.LeaseDueAsync(9, Token)); // the second waits for the first, which is leased
        await inbox.FinishAsync(due[0], Answer(), new([], null), Token);
        Assert.Equal(second.Id, Assert.Single(await inbox.LeaseDueAsync(9, Token)).Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Requests_stored_at_the_same_time_keep_their_order(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            var item = world.Item();
            ids.Add(item.Id);
            await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
            await world.Get<IInbox>().KeepAsync(item, world.Time.GetUtcNow(), Token);
        }

        Assert.Equal(ids, (await world.Get<IInbox>().WaitingOfAsync(Ada, Token)).Select(item => item.Id));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Only_its_requester_can_withdraw_a_waiting_request_and_not_while_it_is_leased(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var inbox = world.Get<IInbox>();
        var item = await KeptAsync(world);
        var audit = world.Audit(item) with { Outcome = AuditOutcome.Withdrawn };
        Assert.False(await inbox.WithdrawAsync(item.Id, Ben, audit, Token));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        var leased = Assert.Single(await inbox.LeaseDueAsync(1, Token));
        Assert.False(await inbox.WithdrawAsync(item.Id, Ada, audit, Token));
        await inbox.KeepAsync(leased, world.Time.GetUtcNow(), Token);

        Assert.True(await inbox.WithdrawAsync(item.Id, Ada, audit, Token));

        Assert.False(await inbox.WithdrawAsync(item.Id, Ada, audit, Token));
        Assert.Equal(WorkState.Withdrawn, (await inbox.FindAsync(item.Id, Token))!.State);
        Assert.Empty(await inbox.WaitingOfAsync(Ada, Token));
        Assert.Empty(await inbox.LeaseDueAsync(9, Token));
        Assert.Equal(AuditOutcome.Withdrawn, Assert.Single(await AuditAsync(world)).Outcome);
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_finished_or_withdrawn_request_keeps_no_text(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (finished, withdrawn) = (await StoredAsync(world), await KeptAsync(world));

        await world.Get<IInbox>().FinishAsync(finished, Answer(), new([], null), Token);
        await world.Get<IInbox>().WithdrawAsync(withdrawn.Id, Ada, world.Audit(withdrawn), Token);

        foreach (var id in new[] { finished.Id, withdrawn.Id })
        {
            var kept = (await world.Get<IInbox>().FindAsync(id, Token))!.Request;
            Assert.Null(kept.Text);
            Assert.Equal(["ticket"], kept.Arguments.Names);
            Assert.Equal(("29:ada", Chat), (kept.Actor.UserId, kept.Conversation));
        }
    }

    [Fact]
    public async Task On_SQLite_the_next_process_leases_unfinished_requests_at_once()
    {
        await using var world = await World.OpenAsync(Kind.Sqlite, server);
        var item = await StoredAsync(world);

        var next = await world.AfterDeathAsync();

        Assert.Equal(item.Id, Assert.Single(await next.Get<IInbox>().LeaseDueAsync(9, Token)).Id);
        Assert.Empty(await next.Get<IInbox>().LeaseDueAsync(9, Token)); // it keeps its own leases
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_process_that_lost_its_lease_changes_nothing(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var item = await StoredAsync(world);
        world.Time.Advance(IInbox.LeaseTime);
        var other = await world.BesideAsync();
        var taken = Assert.Single(await other.Get<IInbox>().LeaseDueAsync(1, Token));
        var late = world.First.Get<IInbox>();

        await late.FinishAsync(item, Answer("late"), new([world.Delivery("late")], world.Audit(item)), Token);
        await late.ForgetAsync(item, world.Audit(item), Token);
        await late.KeepAsync(item, world.Time.GetUtcNow(), Token);
        await late.HandBackAsync(item, Token);
        await late.ShownAsync(item, new(Chat, "late"), null, Token);
        Assert.False(await late.WithdrawAsync(item.Id, Ada, world.Audit(item), Token));

        Assert.Equal(taken with { Request = item.Request }, (await late.FindAsync(item.Id, Token))! with { Request = item.Request });
        Assert.Empty(await AuditAsync(world));
        Assert.Empty(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
        Assert.Empty(await other.Get<IInbox>().LeaseDueAsync(9, Token));
        await other.Get<IInbox>().FinishAsync(taken, Answer(), new([], null), Token);
        Assert.Equal("Done", (await late.FindAsync(item.Id, Token))!.Answer!.ShownCard!.Title);

        await late.FinishAsync(item, Answer("late"), new([], null), Token);
        await late.ShownAsync(item, new(Chat, "late"), null, Token);
        var answered = (await late.FindAsync(item.Id, Token))!;
        Assert.Equal((WorkState.Answered, "Done", null), (answered.State, answered.Answer!.ShownCard!.Title, answered.Shown));
    }

    [Fact]
    public async Task Replicas_that_lease_at_the_same_time_never_get_the_same_request()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server);
        var other = await world.JoinAsync();
        for (var n = 0; n < 40; n++)
            await StoredAsync(world, Ada with { UserId = $"29:{n}" });
        world.Time.Advance(IInbox.LeaseTime);

        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(n => Task.Run(() => (n % 2 == 0 ? world.First : other).Get<IInbox>().LeaseDueAsync(4, Token), Token))
        );

        var ids = taken.SelectMany(items => items).Select(item => item.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        while (await world.Get<IInbox>().LeaseDueAsync(9, Token) is { Count: > 0 } rest)
            ids.AddRange(rest.Select(item => item.Id));
        Assert.Equal(40, ids.Distinct().Count());
        Assert.Equal(40, ids.Count);
    }

    private static async Task<WorkItem> StoredAsync(World world, Actor? actor = null)
    {
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var item = world.Item(actor);
        await world.Get<IInbox>().StoreAsync(item, item.Keys(), Token);
        return item;
    }

    private static async Task<WorkItem> KeptAsync(World world, Actor? actor = null)
    {
        var item = await StoredAsync(world, actor);
        await world.Get<IInbox>().KeepAsync(item, world.Time.GetUtcNow() + TimeSpan.FromSeconds(5), Token);
        await world.Get<IInbox>().ShownAsync(item, new(Chat, "notice"), null, Token);
        return item;
    }

    private static Task<List<AuditEntry>> AuditAsync(World world) =>
        world.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token).ToListAsync();
}
