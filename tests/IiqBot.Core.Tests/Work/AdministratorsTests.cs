using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Tests.Work;

/// <summary>Administrators are told in their own chats what only they can put right: those who are administrators now, once.</summary>
public sealed class AdministratorsTests : DistrictTest
{
    private static readonly Card Trouble = new() { Title = "It broke", Summary = "It broke." };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_is_told_once_of_each_occasion_in_their_own_chat()
    {
        await MeetAsync(TestDistrict.Administrator);
        await MeetAsync(TestDistrict.Technician);

        Assert.Equal(new Telling(1, 0), await TellAsync("first"));
        await District.PumpAsync();
        Assert.Equal(new Telling(1, 0), await TellAsync("first"));
        await District.PumpAsync();

        var told = Assert.Single(District.Messenger.Deliveries);
        Assert.Equal(("send", ChatOf(TestDistrict.Administrator), Trouble.Title), (told.What, told.Where.Conversation, told.Card.Title));
        Assert.Contains(told.Card.Actions.OfType<CardAction.Press>(), press => press.Verb == Verbs.ShowStatus);
        await TellAsync("second");
        await District.PumpAsync();
        Assert.Equal(2, District.Messenger.Deliveries.Count);
    }

    [Fact]
    public async Task What_is_to_be_told_waits_in_the_outbox()
    {
        await MeetAsync(TestDistrict.Administrator);

        await TellAsync();

        Assert.Equal(ChatOf(TestDistrict.Administrator), Assert.Single(await District.Get<IOutbox>().LeaseDueAsync(9, Token)).To);
    }

    [Fact]
    public async Task Whoever_is_no_administrator_any_more_is_not_told()
    {
        await MeetAsync(TestDistrict.Administrator);
        Site.Accounts.RemoveAll(account => account.Id == TestDistrict.Administrator.Id);
        Site.Accounts.Add(TestDistrict.Administrator with { Role = UserRole.Agent });

        Assert.Equal(new Telling(0, 0), await TellAsync());
    }

    [Fact]
    public async Task Whoever_the_platform_no_longer_vouches_for_is_not_told()
    {
        await MeetAsync(TestDistrict.Administrator);
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson(TestDistrict.Administrator.Email, null, IsGuest: true));

        Assert.Equal(new Telling(0, 0), await TellAsync());
    }

    [Fact]
    public async Task Administrators_get_no_alert_on_a_broken_or_disabled_platform()
    {
        await MeetAsync(TestDistrict.Administrator);
        await MeetAsync(TestDistrict.Administrator, platform: "gone");

        Assert.Equal(new Telling(0, 0), await District.Get<IAdministrators>().TellAsync("it", Trouble, exceptOn: "test", Token));
    }

    [Fact]
    public async Task Whoever_has_no_chat_of_their_own_with_the_bot_is_not_told()
    {
        await District
            .Get<IKnownPeople>()
            .RememberAsync(ActorOf(TestDistrict.Administrator), new Person(TestDistrict.Administrator), Token);

        Assert.Equal(new Telling(0, 0), await TellAsync());
    }

    [Fact]
    public async Task Administrators_are_alerted_once_each_when_Incident_IQ_can_confirm_them()
    {
        var second = TestDistrict.Administrator with { Id = TestDistrict.Id(99), Email = $"second@{TestDistrict.Domain}" };
        await MeetAsync(TestDistrict.Administrator);
        await MeetAsync(second);
        Site.Lookups.Setup(l => l.UserByEmailAsync(second.Email!, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET users: no connection"));
        var before = await TellAsync();
        Assert.NotEqual(0, before.Unasked);
        Assert.Equal(2, before.Told + before.Unasked);

        Site.Lookups.Setup(l => l.UserByEmailAsync(second.Email!, It.IsAny<CancellationToken>())).ReturnsAsync(second);

        Assert.Equal(new Telling(2, 0), await TellAsync());
        await District.PumpAsync();
        Assert.Equal(2, District.Messenger.Deliveries.DistinctBy(delivery => delivery.Where.Conversation).Count());
        Assert.Equal(2, District.Messenger.Deliveries.Count);
    }

    [Fact]
    public async Task One_whom_the_platform_does_not_tell_keeps_nobody_else_from_being_told()
    {
        var gone = TestDistrict.Administrator with { Id = TestDistrict.Id(99), Email = $"gone@{TestDistrict.Domain}" };
        await MeetAsync(TestDistrict.Administrator);
        await MeetAsync(gone);
        var find = District.Directory.Find;
        District.Directory.Find = (actor, token) =>
            actor.UserId == gone.Email ? throw new PersonDirectoryException("members: 404") : find(actor, token);

        Assert.Equal(new Telling(1, 1), await TellAsync());
    }

    private Task<Telling> TellAsync(string occasion = "it") =>
        District.Get<IAdministrators>().TellAsync(occasion, Trouble, exceptOn: "elsewhere", Token);

    private async Task MeetAsync(User person, string platform = "test")
    {
        await District.Get<IKnownPeople>().RememberAsync(ActorOf(person, platform), new Person(person), Token);
        await District.Get<IConversations>().RememberAsync(ChatOf(person, platform), ActorOf(person, platform), Token);
    }

    private static Actor ActorOf(User person, string platform = "test") => new(platform, "tenant", person.Email!);

    private static ConversationAddress ChatOf(User person, string platform = "test") =>
        new(platform, "tenant", $"chat of {person.Email}", ConversationScope.OneToOne);
}
