using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Tests.Work;

/// <summary>The bot alerts current administrators, each once and in their own chat, about problems that only they can fix.</summary>
public sealed class AdministratorsTests : DistrictTest
{
    private static readonly Card Trouble = new() { Title = "It broke", Summary = "It broke." };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_problem_alerts_an_administrator_once_in_their_own_chat()
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
    public async Task An_alert_is_put_into_the_outbox()
    {
        await MeetAsync(TestDistrict.Administrator);

        await TellAsync();

        Assert.Equal(ChatOf(TestDistrict.Administrator), Assert.Single(await District.Get<IOutbox>().LeaseDueAsync(9, Token)).To);
    }

    [Fact]
    public async Task A_former_administrator_gets_no_alert()
    {
        await MeetAsync(TestDistrict.Administrator);
        Site.Accounts.RemoveAll(account => account.Id == TestDistrict.Administrator.Id);
        Site.Accounts.Add(TestDistrict.Administrator with { Role = UserRole.Agent });

        Assert.Equal(new Telling(0, 0), await TellAsync());
    }

    [Fact]
    public async Task An_administrator_who_is_now_a_guest_gets_no_alert()
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
    public async Task An_administrator_without_a_personal_chat_gets_no_alert()
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
    public async Task A_failed_lookup_of_one_administrator_does_not_stop_the_alerts_to_others()
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
