using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Lookups;
using IiqBot.Storage.Tests.Databases;
using static IiqBot.Storage.Tests.Contracts.Samples;

namespace IiqBot.Storage.Tests.Contracts;

/// <summary>What every implementation of the smaller stores must do: cards, people, conversations, settings, acts, audit log.</summary>
public sealed class MemoryOfThingsTests(PostgreSqlServer server)
{
    public static TheoryData<Kind> All => Everywhere;

    public static TheoryData<Kind> Real => Durable;

    [Theory, MemberData(nameof(All))]
    public async Task A_card_is_replaced_only_by_a_newer_version_compared_as_a_number(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var cards = world.Get<IPostedCards>();
        await cards.RememberAsync(Card(world, "m1", "9"), Token);

        await cards.RememberAsync(Card(world, "m1", "10"), Token); // 16 in hexadecimal, although "10" sorts before "9"
        await cards.RememberAsync(Card(world, "m1", "a"), Token);

        Assert.Equal("10", Assert.Single(await cards.OfTicketAsync(Ticket, 9, Token)).Version);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_message_that_now_shows_another_ticket_is_a_card_of_that_ticket(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var cards = world.Get<IPostedCards>();
        var other = Guid.NewGuid();
        await cards.RememberAsync(Card(world, "m1", "10"), Token);

        await cards.RememberAsync(Card(world, "m1", "5") with { TicketId = other }, Token);

        Assert.Empty(await cards.OfTicketAsync(Ticket, 9, Token));
        Assert.Equal(Card(world, "m1", "5") with { TicketId = other }, Assert.Single(await cards.OfTicketAsync(other, 9, Token)));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cards_are_listed_newest_first_without_forgotten_ones(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var cards = world.Get<IPostedCards>();
        for (var n = 1; n <= 4; n++)
        {
            await cards.RememberAsync(Card(world, n.ToString(CultureInfo.InvariantCulture), "1"), Token);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await cards.ForgetAsync(new(Channel, "3"), Token);

        Assert.Equal(["4", "2"], (await cards.OfTicketAsync(Ticket, 2, Token)).Select(card => card.Message.MessageId));
        Assert.Equal(
            (Ticket, "1"),
            await cards.InAsync(new(Channel, "4"), Token) is { } fourth ? (fourth.TicketId, fourth.Version) : default
        );
        Assert.Null(await cards.InAsync(new(Channel, "3"), Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_person_is_remembered_for_30_days_or_until_forgotten(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var people = world.Get<IKnownPeople>();
        var person = new Person(
            new User(Guid.NewGuid(), "Ada", "ada@maplewood.example", UserRole.Agent) { LocationId = Guid.NewGuid(), LocationName = "North" }
        );
        await people.RememberAsync(Ada, person with { Account = person.Account with { Name = "Before" } }, Token);
        await people.RememberAsync(Ada, person, Token);
        await people.RememberAsync(Ben, person, Token);

        await people.ForgetAsync(Ben, Token);

        Assert.Equal(person, await people.FindAsync(Ada, Token));
        Assert.Null(await people.FindAsync(Ben, Token));
        Assert.Null(await people.FindAsync(Ada with { Tenant = "other" }, Token));
        world.Time.Advance(IKnownPeople.Lifetime);
        Assert.Null(await people.FindAsync(Ada, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_actors_of_an_account_are_found_for_30_days_latest_first(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var people = world.Get<IKnownPeople>();
        var person = new Person(new User(Guid.NewGuid(), "Ada", null, UserRole.Staff));
        var (onTeams, onSlack) = (new Actor("teams", Ada.Tenant, Ada.UserId), new Actor("slack", Ada.Tenant, Ada.UserId));
        await people.RememberAsync(onTeams, person, Token);
        world.Time.Advance(TimeSpan.FromDays(1));
        await people.RememberAsync(onSlack, person, Token);
        await people.RememberAsync(
            Ben,
            PersonWith(UserRole.Staff) with
            {
                Account = new User(Guid.NewGuid(), $"\"id\":\"{person.Id}\"", null, UserRole.Staff),
            },
            Token
        );

        Assert.Equal([onSlack, onTeams], await people.OfAccountAsync(person.Id, 9, Token));
        world.Time.Advance(IKnownPeople.Lifetime - TimeSpan.FromHours(1));
        Assert.Equal([onSlack], await people.OfAccountAsync(person.Id, 9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Administrators_of_30_days_are_found_latest_first_without_the_excluded_platform(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var people = world.Get<IKnownPeople>();
        Actor[] actors = [.. Enumerable.Range(1, 4).Select(n => Ada with { UserId = $"29:{n}", DisplayName = null, Locale = null })];
        await people.RememberAsync(actors[0], PersonWith(UserRole.Administrator), Token);
        world.Time.Advance(TimeSpan.FromDays(1));
        foreach (var actor in actors[1..])
        {
            await people.RememberAsync(actor, PersonWith(UserRole.Administrator), Token);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await people.RememberAsync(actors[2], PersonWith(UserRole.Agent), Token); // not an administrator any more
        await people.RememberAsync(
            Ben,
            PersonWith(UserRole.Staff) with
            {
                Account = new User(Guid.NewGuid(), "\"role\":\"Administrator\"", null, UserRole.Staff),
            },
            Token
        );
        await people.RememberAsync(Ada with { Platform = "slack" }, PersonWith(UserRole.Administrator), Token);

        Assert.Equal([actors[3], actors[1], actors[0]], await people.AdministratorsAsync("slack", 9, Token));
        Assert.Equal([actors[3], actors[1]], await people.AdministratorsAsync("slack", 2, Token));
        Assert.Equal("slack", Assert.Single(await people.AdministratorsAsync("teams", 9, Token)).Platform);
        world.Time.Advance(IKnownPeople.Lifetime - TimeSpan.FromDays(1));
        Assert.Equal([actors[3], actors[1]], await people.AdministratorsAsync("slack", 9, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_conversation_is_new_once_and_its_route_is_updated(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var conversations = world.Get<IConversations>();

        Assert.True(await conversations.RememberAsync(Channel, null, Token));
        Assert.True(await conversations.RememberAsync(Chat, Ada, Token));
        Assert.False(await conversations.RememberAsync(Chat with { Route = "https://new.example" }, Ada, Token));

        Assert.Equal(Chat with { Route = "https://new.example" }, await conversations.PersonalOfAsync(Ada, Token));
        Assert.Null(await conversations.PersonalOfAsync(Ben, Token));
        await conversations.ForgetAsync(Chat, Token);
        Assert.Null(await conversations.PersonalOfAsync(Ada, Token));
        Assert.True(await conversations.RememberAsync(Chat, Ada, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Settings_belong_to_one_person_and_the_latest_request_wins(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var (settings, ada, ben, now) = (world.Get<IPersonalSettings>(), Guid.NewGuid(), Guid.NewGuid(), world.Time.GetUtcNow());
        PersonalSettings first = new(Guid.NewGuid(), Guid.NewGuid()),
            room = new(null, Guid.NewGuid()),
            location = new(Guid.NewGuid(), null);
        await settings.SaveAsync(ada, first, now, Token);
        await settings.SaveAsync(ben, room, now, Token);
        Assert.Equal(
            (first, room, PersonalSettings.None),
            (await settings.FindAsync(ada, Token), await settings.FindAsync(ben, Token), await settings.FindAsync(Guid.NewGuid(), Token))
        );

        await settings.SaveAsync(ada, location, now, Token);
        await settings.SaveAsync(ada, first, now - TimeSpan.FromTicks(1), Token); // an earlier request that ran late
        Assert.Equal((location, room), (await settings.FindAsync(ada, Token), await settings.FindAsync(ben, Token)));

        await settings.SaveAsync(ada, PersonalSettings.None, now + TimeSpan.FromTicks(2), Token);
        await settings.SaveAsync(ada, first, now + TimeSpan.FromTicks(1), Token);
        Assert.Equal(PersonalSettings.None, await settings.FindAsync(ada, Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_latest_20_acts_on_a_ticket_are_listed_oldest_first(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var acts = world.Get<ITicketActs>();
        for (var n = 0; n < 22; n++)
        {
            await acts.AddAsync(
                new(Ticket, $"act {n}", "somebody acted", world.Time.GetUtcNow())
                {
                    PersonId = Guid.NewGuid(),
                    Before = new(Guid.NewGuid(), true, Guid.NewGuid()),
                    DoneAt = world.Time.GetUtcNow(),
                },
                Token
            );
        }

        var found = await acts.OnAsync(Ticket, Token);

        Assert.Equal(Enumerable.Range(2, 20).Select(n => $"act {n}"), found.Select(act => act.Text));
        Assert.True(found[0].Before!.ChangedAssignee);
        Assert.Empty(await acts.OnAsync(Guid.NewGuid(), Token));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_latest_acts_on_all_tickets_are_found_in_order(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var acts = world.Get<ITicketActs>();
        foreach (var text in (string[])["early", "first", "second"])
        {
            await acts.AddAsync(new(Guid.NewGuid(), text, text, world.Time.GetUtcNow()) { DoneAt = world.Time.GetUtcNow() }, Token);
            world.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["first", "second"], (await acts.SinceAsync(world.Time.GetUtcNow().AddMinutes(-1), Token)).Select(act => act.Text));
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_audit_log_is_read_between_two_times(Kind kind)
    {
        await using var world = await World.OpenAsync(kind, server);
        var log = world.Get<IAuditLog>();
        var start = world.Time.GetUtcNow();
        for (var n = 0; n < 700; n++)
        {
            await log.AppendAsync(world.Audit(world.Item()) with { Reference = $"{n:000}" }, Token);
            if (n % 10 == 9)
                world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var some = await log.ReadAsync(start + TimeSpan.FromSeconds(5), start + TimeSpan.FromSeconds(65), Token).ToListAsync();

        Assert.Equal("699", (await log.FindAsync("699", Token))?.Reference);
        Assert.Null(await log.FindAsync("700", Token));
        Assert.Equal(Enumerable.Range(50, 600).Select(n => $"{n:000}"), some.Select(entry => entry.Reference));
    }

    private static Person PersonWith(UserRole role) => new(new User(Guid.NewGuid(), "Somebody", "somebody@maplewood.example", role));

    private static PostedCard Card(World world, string message, string version) =>
        new(new(Channel, message), Ticket, version, Ada, world.Time.GetUtcNow());
}
