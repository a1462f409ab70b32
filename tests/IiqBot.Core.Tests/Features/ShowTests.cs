using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Features;

public sealed class ShowTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("show 39181")]
    [InlineData("39181")]
    [InlineData("what about #39181?")]
    [InlineData("https://maplewood.incidentiq.com/agent/tickets/00000001-0000-0000-0000-000000000001")]
    public async Task A_ticket_is_shown_with_one_call(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal($"#39181 {TestDistrict.Laptop.Subject}", answer.Card().Title);
        Assert.Equal([TestDistrict.Submitted.Name, "High priority"], answer.Badges());
        Assert.Equal(TestDistrict.Requester.Name, answer.FactOf(Texts.FactRequester));
        Assert.Equal(Texts.AssigneeNobody, answer.FactOf(Texts.FactAssignee));
        Assert.Contains("Liam", answer.Everything(), StringComparison.Ordinal);
        Assert.Equal(1, Site.Calls);
    }

    [Fact]
    public async Task Overdue_urgent_and_sensitive_tickets_are_labelled_in_words()
    {
        Site.Holds(Site.Laptop with { IsUrgent = true, IsSensitive = true, Due = TestDistrict.Now.AddMinutes(-1) });

        Assert.Equal(
            [TestDistrict.Submitted.Name, "High priority", Texts.BadgeOverdue, Texts.BadgeUrgent, Texts.BadgeSensitive],
            (await District.ChatOf(TestDistrict.Administrator).Types("39181")).Badges()
        );
    }

    [Fact]
    public async Task A_technician_gets_the_most_likely_buttons_first()
    {
        var labels = (await Chat.Types("39181")).Labels();

        Assert.Equal(
            [Texts.ActionTake, Texts.ActionResolve, Texts.ActionComment, "Move to In Progress", "Move to Waiting on Vendor"],
            labels[..5]
        );
        Assert.Contains(Texts.ActionCancel, labels);
        Assert.Contains(Texts.ActionOpenInIncidentIq, labels);
    }

    [Fact]
    public async Task A_requester_gets_only_buttons_that_they_may_press()
    {
        var labels = (await District.ChatOf(TestDistrict.Requester).Types("39181")).Labels();

        Assert.Equal([Texts.ActionComment, Texts.ActionHistory, Texts.ActionCancel, Texts.ActionRefresh], labels);
    }

    [Fact]
    public async Task A_card_has_at_most_one_primary_button()
    {
        foreach (var person in TestDistrict.People.Where(person => person != TestDistrict.Stranger))
        {
            var card = (await District.ChatOf(person).Types("39181")).Card();
            Assert.InRange(card.Actions.Count(action => action.Prominence == Prominence.Primary), 0, 1);
        }
    }

    [Theory]
    [InlineData(ConversationScope.Channel)]
    [InlineData(ConversationScope.Group)]
    public async Task In_a_shared_conversation_the_card_shows_no_private_details(ConversationScope scope)
    {
        var answer = await District.In(scope, TestDistrict.Technician).Types("39181");

        answer.AssertShowsMinimum();
        Assert.False(answer.IsPrivate());
        Assert.Equal("#39181 Chromebook", answer.Card().Title);
        Assert.Equal("Chromebook", answer.FactOf(Texts.FactCategory));
        Assert.Contains(TestDistrict.High.Name, answer.FactOf(Texts.FactLocation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_free_text_about_the_place_is_not_shown()
    {
        Site.Holds(Site.Laptop with { RoomName = null, LocationDetails = "the desk of Liam" });

        (await District.ChannelWith(TestDistrict.Technician).Types("39181")).AssertShowsMinimum();
    }

    [Fact]
    public async Task In_a_channel_the_card_is_the_same_for_every_asker()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) });

        var technicians = await District.ChannelWith(TestDistrict.Technician).Types("39181");
        var requesters = await District.ChannelWith(TestDistrict.Requester).Types("39181");

        Assert.Equal(technicians.Everything(), requesters.Everything());
    }

    [Fact]
    public async Task Details_requested_in_a_channel_are_private_and_complete()
    {
        var channel = District.ChannelWith(TestDistrict.Technician);

        var details = await channel.Presses((await channel.Types("39181")).Button(Texts.ActionDetails));

        Assert.True(details.IsPrivate());
        Assert.Contains("Liam", details.Everything(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConversationScope.Channel)]
    [InlineData(ConversationScope.Group)]
    public async Task Details_never_replace_a_shared_card_even_with_a_forged_button(ConversationScope scope)
    {
        var forged = TicketArguments.For(Site.Laptop).With(ArgumentNames.Details, "true").With(ArgumentNames.InPlace, "true");

        var answer = await District.In(scope, TestDistrict.Technician).Presses(Verbs.ShowTicket, forged);

        Assert.True(answer.IsPrivate());
        Assert.Contains("Liam", answer.Everything(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my tickets")]
    [InlineData("search laptop")]
    public async Task A_page_of_a_list_never_replaces_a_shared_card(string line)
    {
        var channel = District.ChannelWith(TestDistrict.Requester);
        var verb = CoreRoutes.Registry.Parser.Parse(line);

        Assert.True((await channel.Presses(verb.Verb!, verb.Arguments.With(TicketList.PageArgument, 0))).IsPrivate());
    }

    [Fact]
    public async Task In_a_channel_a_sensitive_ticket_is_not_found_even_by_those_who_may_see_it()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true });

        var answer = await District.ChannelWith(TestDistrict.Administrator).Types("39181");

        Assert.Equal(Texts.TicketNotFoundTitle, answer.Card().Title);
        Assert.True(answer.IsPrivate());
        Assert.DoesNotContain("39181", answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_redraws_the_card_in_place()
    {
        var shown = await Chat.Types("39181");
        Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, TestDistrict.Colleague, "Waiting");

        var fresh = await Chat.Presses(shown.Button(Texts.ActionRefresh));

        Assert.IsType<BotResponse.ReplaceCard>(fresh);
        Assert.Contains(TestDistrict.Waiting.Name, fresh.Badges());
        Assert.NotEqual(shown.Card().Ticket, fresh.Card().Ticket);
    }

    [Fact]
    public async Task A_command_without_a_number_asks_for_one() =>
        Assert.Equal(Texts.TicketWhich, (await Chat.Types("show")).Card().Summary);

    [Theory]
    [InlineData("the projector from 2019 is dead")]
    [InlineData("hi, my Chromebook 3100 is dead")]
    [InlineData("asset CB-1234 is broken")]
    public async Task A_sentence_with_a_number_that_is_not_a_ticket_can_be_filed(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(Texts.TicketNotFound, answer.Card().Summary);
        var file = answer.Button(Texts.ActionFileThis);
        Assert.Equal(line, file.Arguments[ArgumentNames.Text]);
    }

    [Theory]
    [InlineData("show 2019")]
    [InlineData("2019")]
    [InlineData("comment 2019 it works")]
    public async Task A_command_for_a_missing_ticket_is_not_offered_for_filing(string line) =>
        Assert.DoesNotContain(Texts.ActionFileThis, (await Chat.Types(line)).Labels());

    [Fact]
    public async Task A_huge_description_is_shortened()
    {
        Site.Holds(Site.Laptop with { Description = new string('x', 50_000) });

        Assert.InRange((await Chat.Types("39181")).Everything().Length, 700, 5000);
    }

    [Fact]
    public async Task The_history_shows_a_requester_no_private_notes()
    {
        Happened(ActivityKind.Comment, "We look at it.", isPublic: true);
        Happened(ActivityKind.Comment, "He did it on purpose.", isPublic: false);
        Happened(ActivityKind.StatusChange, "changed the status to In Progress", isPublic: false);

        var requesters = await District.ChatOf(TestDistrict.Requester).Types("history 39181");
        var technicians = await Chat.Types("history 39181");

        Assert.Equal(["We look at it."], requesters.Card().Body.OfType<CardElement.Comment>().Select(c => c.Text));
        Assert.DoesNotContain("on purpose", requesters.Everything(), StringComparison.Ordinal);
        Assert.Equal([true, false], technicians.Card().Body.OfType<CardElement.Comment>().Select(c => c.IsPrivate));
    }

    [Fact]
    public async Task The_history_names_devices_and_who_made_changes_through_the_bot()
    {
        await Chat.Types("asset 39181 CB-1234");
        var bot = TestDistrict.Administrator with { Name = "Chat Bot Service", Id = TestDistrict.ServiceAccount };
        Site.Changes(Site.Laptop, bot, "Assets", ActivityKind.Revision);
        Site.Changes(Site.Laptop, bot, "Owner", ActivityKind.Revision);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop, TestDistrict.Colleague, "Priority", ActivityKind.Revision);

        var history = await Chat.Types("history 39181");

        Assert.Equal("Dell Chromebook 11, CB-1234", history.FactOf(Texts.FactDevices));
        Assert.Equal(
            [
                "Colin Colleague, just now: Priority",
                $"{Texts.AssetLinked.With("Tess Technician", "Dell Chromebook 11, CB-1234")} (a minute ago) Owner; Assets",
            ],
            history.Card().Body.OfType<CardElement.Paragraph>().Select(paragraph => paragraph.Text)
        );
    }

    [Fact]
    public async Task The_history_is_shown_even_if_devices_cannot_be_read()
    {
        Happened(ActivityKind.Comment, "We look at it.", isPublic: true);
        Site.Tickets.Setup(t => t.GetAssetsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.NotPermitted, "GET assets: 403"));

        Assert.Contains("We look at it.", (await Chat.Types("history 39181")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_is_private_in_a_channel()
    {
        Happened(ActivityKind.Comment, "Liam again.", isPublic: true);

        Assert.True((await District.ChannelWith(TestDistrict.Technician).Types("history 39181")).IsPrivate());
    }

    [Fact]
    public async Task A_long_history_says_how_much_is_left_out()
    {
        for (var i = 0; i < 25; i++)
            Happened(ActivityKind.Comment, $"Comment {i}", isPublic: true);

        var answer = await Chat.Types("history 39181");

        Assert.Equal("Comment 24", answer.Card().Body.OfType<CardElement.Comment>().First().Text);
        Assert.Contains(Texts.HistoryMore.With(15), answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_am_I_is_answered_privately_in_a_channel()
    {
        var answer = await District.ChannelWith(TestDistrict.Requester).Types("who am I");

        Assert.True(answer.IsPrivate());
        Assert.Equal(TestDistrict.Requester.Email, answer.FactOf(Texts.FactEmail));
        Assert.Equal(Texts.PartRequester, answer.FactOf(Texts.FactRole));
        Assert.Equal(0, Site.Calls);
    }

    private void Happened(ActivityKind kind, string text, bool isPublic) =>
        Site.Timeline.Add(
            (
                TestDistrict.Laptop.Id,
                new(Guid.NewGuid(), kind, District.Time.GetUtcNow(), TestDistrict.Colleague.Id, TestDistrict.Colleague.Name, text, isPublic)
            )
        );
}
