using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Storage.Tests.Databases;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>What every implementation of <see cref="IOutbox"/> must do.</summary>
public sealed class OutboxTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> All => Everywhere;

    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(All))]
    public async Task A_delivery_is_leased_unchanged_and_deleted_when_done(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var delivery = world.Delivery("news") with
        {
            MessageId = "m1",
            Waiting = Ticket,
            LastOutcome = DeliveryOutcome.Transient,
            Attempts = 1,
        };
        await world.Get<IOutbox>().EnqueueAsync([delivery], Token);

        var leased = Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
        await world.Get<IOutbox>().DoneAsync(leased, Token);

        var post = Assert.IsType<Delivery.Post>(leased);
        Assert.Equal("news", post.Card.Title);
        Assert.Equal(delivery, post with { Card = delivery.Card });
        world.Time.Advance(IInbox.LeaseTime * 2);
        Assert.Empty(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_delivery_that_was_changed_for_a_retry_is_leased_with_its_changes(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        await world.Get<IOutbox>().EnqueueAsync([world.Delivery("news") with { MessageId = "m1" }], Token);
        var leased = Assert.IsType<Delivery.Post>(Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token)));

        await world
            .Get<IOutbox>()
            .RetryAsync(leased with { MessageId = null, IsForOwnChat = true }, DeliveryOutcome.Permanent, world.Time.GetUtcNow(), Token);

        var again = Assert.IsType<Delivery.Post>(Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token)));
        Assert.Equal((null, true, 1, DeliveryOutcome.Permanent), (again.MessageId, again.IsForOwnChat, again.Attempts, again.LastOutcome));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_delivery_stored_as_dead_is_leased_only_after_a_resend(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync(
            [world.Delivery("news") with { IsGivenUp = true, LastOutcome = DeliveryOutcome.Permanent, Attempts = 1 }],
            Token
        );

        Assert.Empty(await outbox.LeaseDueAsync(9, Token));
        await outbox.ResendAsync(Assert.Single(await outbox.DeadAsync(9, Token)).Id, Token);
        Assert.Single(await outbox.LeaseDueAsync(9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Deliveries_to_one_conversation_are_leased_one_at_a_time_in_order(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync([world.Delivery("a"), world.Delivery("b", Chat)], Token);
        await outbox.EnqueueAsync([world.Delivery("c")], Token);

        var first = await outbox.LeaseDueAsync(9, Token);

        Assert.Equal(["a", "b"], first.Select(delivery => delivery.Key));
        Assert.Empty(await outbox.LeaseDueAsync(9, Token));
        await outbox.DoneAsync(first[0], Token);
        Assert.Equal("c", Assert.Single(await outbox.LeaseDueAsync(9, Token)).Key);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Deliveries_to_several_conversations_are_leased_in_the_order_they_are_due(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (outbox, now) = (world.Get<IOutbox>(), world.Time.GetUtcNow());

        await outbox.EnqueueAsync(
            [world.Delivery("z") with { Due = now }, world.Delivery("a", Chat) with { Due = now + TimeSpan.FromTicks(1) }],
            Token
        );
        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["z", "a"], (await outbox.LeaseDueAsync(9, Token)).Select(delivery => delivery.Key));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_key_is_queued_once_and_again_only_after_it_is_leased(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync([world.Delivery("redraw")], Token);
        await outbox.EnqueueAsync([world.Delivery("redraw"), world.Delivery("other", Chat)], Token);

        var leased = await outbox.LeaseDueAsync(9, Token);
        Assert.Equal(["redraw", "other"], leased.Select(delivery => delivery.Key).OrderDescending());
        await outbox.EnqueueAsync([world.Delivery("redraw")], Token);
        foreach (var delivery in leased)
            await outbox.DoneAsync(delivery, Token);

        Assert.Equal("redraw", Assert.Single(await outbox.LeaseDueAsync(9, Token)).Key);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_retry_is_leased_when_due_with_its_attempts_and_last_outcome(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync([world.Delivery("a")], Token);
        var leased = Assert.Single(await outbox.LeaseDueAsync(9, Token));

        await outbox.RetryAsync(leased, DeliveryOutcome.RateLimited, world.Time.GetUtcNow() + TimeSpan.FromSeconds(7), Token);

        Assert.Empty(await outbox.LeaseDueAsync(9, Token));
        world.Time.Advance(TimeSpan.FromSeconds(7));
        var again = Assert.Single(await outbox.LeaseDueAsync(9, Token));
        Assert.Equal((1, DeliveryOutcome.RateLimited), (again.Attempts, again.LastOutcome));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_dead_delivery_can_be_listed_and_resent(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync([world.Delivery("a")], Token);
        await outbox.BuryAsync(Assert.Single(await outbox.LeaseDueAsync(9, Token)), DeliveryOutcome.TooLarge, Token);
        Assert.Empty(await outbox.LeaseDueAsync(9, Token));

        var dead = Assert.Single(await outbox.DeadAsync(9, Token));

        Assert.Equal(("a", 1, DeliveryOutcome.TooLarge), (dead.Key, dead.Attempts, dead.LastOutcome));
        Assert.False(await outbox.ResendAsync(Guid.NewGuid(), Token));
        Assert.True(await outbox.ResendAsync(dead.Id, Token));
        Assert.Empty(await outbox.DeadAsync(9, Token));
        Assert.Equal(0, Assert.Single(await outbox.LeaseDueAsync(9, Token)).Attempts);
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_newer_delivery_with_the_same_key_replaces_a_retry(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var outbox = world.Get<IOutbox>();
        await outbox.EnqueueAsync([world.Delivery("redraw")], Token);
        var old = Assert.Single(await outbox.LeaseDueAsync(9, Token));
        var newer = world.Delivery("redraw");
        await outbox.EnqueueAsync([newer], Token);

        await outbox.RetryAsync(old, DeliveryOutcome.Transient, world.Time.GetUtcNow(), Token);

        Assert.Equal(newer.Id, Assert.Single(await outbox.LeaseDueAsync(9, Token)).Id);
    }

    [Theory, MemberData(nameof(Real))]
    public async Task A_delivery_leased_by_a_crashed_process_is_leased_by_another(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        await world.Get<IOutbox>().EnqueueAsync([world.Delivery("a")], Token);
        var lost = Assert.Single(await world.Get<IOutbox>().LeaseDueAsync(9, Token));
        var other = await world.AfterDeathAsync();
        if (kind != Kind.Sqlite) // on SQLite the first process is certainly gone, so nobody has to wait
        {
            Assert.Empty(await other.Get<IOutbox>().LeaseDueAsync(9, Token));
            world.Time.Advance(IInbox.LeaseTime);
        }

        Assert.Equal(lost.Id, Assert.Single(await other.Get<IOutbox>().LeaseDueAsync(9, Token)).Id);
        if (kind == Kind.Sqlite)
            return;
        await world.Get<IOutbox>().DoneAsync(lost, Token);
        world.Time.Advance(IInbox.LeaseTime);
        Assert.Single(await other.Get<IOutbox>().LeaseDueAsync(9, Token)); // the late process changed nothing
    }

    [Fact]
    public async Task Replicas_never_lease_deliveries_to_one_conversation_at_the_same_time()
    {
        await using var world = await World.OpenAsync(Kind.PostgreSql, server);
        var replicas = new[] { world.First, await world.JoinAsync() };
        await world
            .Get<IOutbox>()
            .EnqueueAsync(
                [.. Enumerable.Range(0, 60).Select(n => world.Delivery($"{n:00}", Channel with { Conversation = $"c{n % 6}" }))],
                Token
            );
        var delivered = new List<string>();
        while (true)
        {
            var leased = (
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 8)
                        .Select(n =>
                            Task.Run(
                                async () =>
                                    (Replica: replicas[n % 2], Deliveries: await replicas[n % 2].Get<IOutbox>().LeaseDueAsync(3, Token)),
                                Token
                            )
                        )
                )
            ).ToList();
            var all = leased.SelectMany(lease => lease.Deliveries).ToList();
            if (all.Count == 0)
                break;
            Assert.Equal(all.Count, all.Select(delivery => delivery.To.Conversation).Distinct().Count());
            delivered.AddRange(all.Select(delivery => delivery.Key));
            foreach (var (replica, deliveries) in leased)
            {
                foreach (var delivery in deliveries)
                    await replica.Get<IOutbox>().DoneAsync(delivery, Token);
            }
        }

        Assert.Equal(60, delivered.Distinct().Count());
        foreach (var conversation in delivered.GroupBy(key => int.Parse(key, null) % 6))
            Assert.Equal(conversation.Order(), conversation);
    }
}
