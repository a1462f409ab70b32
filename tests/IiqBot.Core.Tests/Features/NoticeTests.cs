using IiqBot.Core.Durability;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Features;

/// <summary>Who is notified in their personal chat when others change a ticket through the bot.</summary>
public sealed class NoticeTests : DistrictTest
{
    private static readonly Arguments Laptop = Arguments.Of(TicketArguments.Ticket, TestDistrict.Laptop.Id.ToString());

    [Theory]
    [InlineData("take 39181", "Tess Technician took this ticket.")]
    [InlineData("assign 39181 to Colin Colleague", "Tess Technician assigned this ticket to Colin Colleague.")]
    [InlineData("move 39181 to waiting on vendor", "Tess Technician moved this ticket to Waiting on Vendor.")]
    [InlineData("close 39181, replaced the panel", "Tess Technician resolved this ticket.", "replaced the panel")]
    [InlineData("comment 39181 bring it to the library", "Tess Technician commented on this ticket.", "bring it to the library")]
    public async Task The_requester_is_notified_once_of_a_technicians_change(string line, params string[] told)
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);

        await District.ChatOf(TestDistrict.Technician).Types(line);
        await PumpAsync();

        var card = Assert.Single(ToldTo(TestDistrict.Requester));
        Assert.All(told, words => Assert.Contains(words, TextOf(card), StringComparison.Ordinal));
        Assert.Equal(Verbs.ShowTicket, Assert.Single(card.Actions.OfType<CardAction.Press>()).Verb);
        Assert.Empty(ToldTo(TestDistrict.Technician));
    }

    [Fact]
    public async Task The_requester_is_notified_of_a_reopened_and_a_canceled_ticket()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        await District.ChatOf(TestDistrict.Technician).Types("close 39181, done");
        await District.ChatOf(TestDistrict.Technician).Types("reopen 39181");
        await District.ChatOf(TestDistrict.Technician).Sends(Verbs.CancelTicket, Laptop.With("reason", TestDistrict.Withdrawn.Id));
        await PumpAsync();

        Assert.Equal(3, ToldTo(TestDistrict.Requester).Count);
        Assert.Contains(ToldTo(TestDistrict.Requester), card => TextOf(card).Contains("reopened", StringComparison.Ordinal));
        Assert.Contains(ToldTo(TestDistrict.Requester), card => TextOf(card).Contains("canceled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_new_assignee_is_notified()
    {
        await MeetAsync(TestDistrict.Colleague, TestDistrict.Technician);

        await District.ChatOf(TestDistrict.Technician).Types("assign 39181 to Colin Colleague");
        await PumpAsync();

        Assert.Contains(
            "Tess Technician assigned this ticket to you.",
            TextOf(Assert.Single(ToldTo(TestDistrict.Colleague))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_assignee_is_notified_of_the_requesters_changes()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Colleague);
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        await District.ChatOf(TestDistrict.Requester).Types("comment 39181 it works again");
        await District.ChatOf(TestDistrict.Requester).Sends(Verbs.CancelTicket, Laptop.With("reason", TestDistrict.Withdrawn.Id));
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved });
        await District.ChatOf(TestDistrict.Requester).Types("reopen 39181");
        await PumpAsync();

        Assert.Equal(3, ToldTo(TestDistrict.Colleague).Count);
        Assert.Empty(ToldTo(TestDistrict.Requester));
    }

    [Theory]
    [InlineData("note 39181 the mother is difficult")]
    [InlineData("priority 39181 low")]
    [InlineData("show 39181")]
    public async Task Nobody_is_notified_of_private_notes_and_minor_changes(string line)
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);

        await District.ChatOf(TestDistrict.Technician).Types(line);
        await PumpAsync();

        Assert.Empty(ToldTo(TestDistrict.Requester));
    }

    [Fact]
    public async Task A_notice_about_a_sensitive_ticket_shows_only_its_number()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        Site.Holds(Site.Laptop with { IsSensitive = true, Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) });

        await District.ChatOf(TestDistrict.Technician).Types("close 39181, Liam paid for it");
        await PumpAsync();

        var text = TextOf(Assert.Single(ToldTo(TestDistrict.Requester)));
        Assert.Contains("#39181", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Liam", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tess", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chromebook", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take 39181", true)]
    [InlineData("assign 39181 to Colin Colleague", true)]
    [InlineData("priority 39181 low", false)]
    [InlineData("due 39181 tomorrow", false)]
    public async Task Only_people_notified_of_a_change_are_notified_of_its_undo(string line, bool isTold)
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        Site.Holds(Site.Laptop with { PriorityScore = 163 });

        await District.ChatOf(TestDistrict.Technician).Types(line);
        await District.ChatOf(TestDistrict.Technician).Types("undo");
        await PumpAsync();

        Assert.Equal(
            isTold,
            ToldTo(TestDistrict.Requester)
                .Exists(card => TextOf(card).Contains(Texts.Undone.With(TestDistrict.Technician.Name), StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_person_without_a_chat_is_not_notified_and_leaves_no_dead_delivery()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        await District.ChatOf(TestDistrict.Technician).Types("take 39181");
        District.Messenger.Failures.Enqueue(new(Messaging.DeliveryOutcome.ConversationGone));
        await PumpAsync();

        Assert.Empty(ToldTo(TestDistrict.Requester));
        Assert.Empty(await District.Get<IOutbox>().DeadAsync(10, Token));
    }

    [Fact]
    public async Task A_long_comment_is_not_cut_through_a_character()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);

        await District.ChatOf(TestDistrict.Technician).Types($"comment 39181 {new string('a', 498)}😀 and more");
        await PumpAsync();

        Assert.Contains($"{new string('a', 498)}…", TextOf(Assert.Single(ToldTo(TestDistrict.Requester))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_lost_access_to_the_ticket_is_not_notified()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        await District.ChatOf(TestDistrict.Technician).Types("take 39181");
        Site.Holds(Site.Laptop with { IsDeleted = true });
        await PumpAsync();

        Assert.Empty(ToldTo(TestDistrict.Requester));
        Assert.Empty(await District.Get<IOutbox>().DeadAsync(10, Token));
    }

    [Fact]
    public async Task A_person_who_may_no_longer_use_the_bot_is_not_notified()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        Site.Accounts.RemoveAll(account => account.Id == TestDistrict.Requester.Id);

        await District.ChatOf(TestDistrict.Technician).Types("take 39181");
        await PumpAsync();

        Assert.Empty(ToldTo(TestDistrict.Requester));
    }

    [Fact]
    public async Task A_person_not_seen_for_30_days_is_not_notified()
    {
        await MeetAsync(TestDistrict.Requester);
        District.Time.Advance(IKnownPeople.Lifetime);
        await MeetAsync(TestDistrict.Technician);

        await District.ChatOf(TestDistrict.Technician).Types("take 39181");
        await PumpAsync();

        Assert.Empty(ToldTo(TestDistrict.Requester));
    }

    [Fact]
    public async Task A_person_is_notified_of_a_ticket_filed_for_them_by_somebody_else()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        var form = (
            await District
                .ChatOf(TestDistrict.Technician)
                .Raises(
                    Verbs.FileFromMessage,
                    Arguments
                        .None.With(ArgumentNames.Text, "Projector in 204 shows no picture")
                        .With(ArgumentNames.MessageAuthor, TestDistrict.Requester.Email!)
                )
        ).OpenedForm();

        await District
            .ChatOf(TestDistrict.Technician)
            .Sends(form, (FilingForm.Issue, TestDistrict.NoPicture.Id.ToString()), (FilingForm.Location, TestDistrict.High.Id.ToString()));
        await District.ChatOf(TestDistrict.Requester).Types("new Projector in 204 shows no picture");
        await PumpAsync();

        Assert.Contains(
            "Tess Technician filed this ticket for you.",
            TextOf(Assert.Single(ToldTo(TestDistrict.Requester))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task After_a_crash_a_change_is_notified_once()
    {
        await MeetAsync(TestDistrict.Requester, TestDistrict.Technician);
        await District.Dispatcher.AcceptAsync(District.ChatOf(TestDistrict.Technician).Typed("the-request", "take 39181"), Token);

        await District.PumpAsync(later: IInbox.LeaseTime + TimeSpan.FromSeconds(1));
        await PumpAsync();

        Assert.Single(ToldTo(TestDistrict.Requester));
    }

    [Fact]
    public async Task A_notice_that_cannot_be_prepared_does_not_fail_the_change()
    {
        await using var district = new Scenario(services =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IKnownPeople>(services, BrokenPeople())
        );

        var answer = await district.ChatOf(TestDistrict.Technician).Types("take 39181");

        Assert.Equal(Texts.Taken.With(TestDistrict.Technician.Name), answer.Notice());
    }

    private static IKnownPeople BrokenPeople()
    {
        var people = new Mock<IKnownPeople>();
        people
            .Setup(p => p.OfAccountAsync(It.IsAny<Guid>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidCastException());
        return people.Object;
    }

    private async Task MeetAsync(params User[] people)
    {
        foreach (var person in people)
            await District.ChatOf(person).Types("my tickets");
    }

    private Task PumpAsync() => District.PumpAsync(later: TimeSpan.FromSeconds(10));

    private List<Card> ToldTo(User person) =>
        [
            .. District
                .Messenger.Deliveries.Where(delivery =>
                    delivery.Where.Conversation == District.Messenger.OwnChatOf(new("test", "tenant", person.Email!))
                )
                .Select(delivery => delivery.Card),
        ];

    private static string TextOf(Card card) =>
        string.Join(
            '\n',
            [
                card.Title,
                card.Summary,
                .. card.Body.Select(element =>
                    element switch
                    {
                        CardElement.Notice notice => notice.Text,
                        CardElement.Paragraph paragraph => paragraph.Text,
                        _ => element.ToString(),
                    }
                ),
            ]
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
