using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Features;

/// <summary>A button of an outdated card does nothing at first: the answer shows the current ticket and who changed what.</summary>
public sealed class StaleCardTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("Take")]
    [InlineData("Resolve")]
    [InlineData("Cancel ticket")]
    [InlineData("Move to Waiting on Vendor")]
    public async Task A_press_on_an_outdated_card_shows_the_change_and_does_nothing(string button)
    {
        var pressed = (await Chat.Types("39181")).Button(button);
        ColleagueMoves();
        var before = Site.Laptop;
        Site.Tickets.Invocations.Clear();

        var answer = await Chat.Presses(pressed);

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        Assert.Equal(Texts.ChangedSince.With("Colin Colleague: moved it to In Progress."), answer.Notice());
        Assert.Contains(TestDistrict.InProgress.Name, answer.Badges());
        Assert.Equal(before, Site.Laptop);
        Assert.Equal(2, Site.Calls);
    }

    [Fact]
    public async Task A_press_on_the_updated_card_works()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        ColleagueMoves();

        await Chat.Presses((await Chat.Presses(pressed)).Button(Texts.ActionTake));

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task A_reopened_ticket_is_not_reopened_again()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionReopen);
        ColleagueMoves();

        await Chat.Presses(pressed);

        Site.Tickets.Verify(t => t.SetStatusAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task A_form_opened_before_the_change_does_nothing()
    {
        var form = (await Chat.Types("resolve 39181")).OpenedForm();
        ColleagueMoves();

        var answer = await Chat.Sends(form, ("note", "Replaced the screen."));

        Assert.Contains("Colin Colleague", answer.Everything(), StringComparison.Ordinal);
        Assert.False(Site.Laptop.IsClosed);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task The_note_of_a_form_opened_before_the_change_is_kept()
    {
        var form = (await Chat.Types("resolve 39181")).OpenedForm();
        ColleagueMoves();

        Assert.Contains(
            "Replaced the screen.",
            (await Chat.Sends(form, ("note", "Replaced the screen."))).Everything(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Own_changes_and_comments_by_others_do_not_stop_a_press()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop, TestDistrict.Technician, "changed the room", ActivityKind.Revision);
        Site.Changes(Site.Laptop, TestDistrict.Colleague, "a comment", ActivityKind.Comment);

        await Chat.Presses(pressed);

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task A_comment_from_an_outdated_card_is_sent()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionComment);
        ColleagueMoves();

        await Chat.Sends((await Chat.Presses(pressed)).OpenedForm(), ("text", "It works."));

        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_typed_line_is_not_stopped_by_earlier_changes()
    {
        ColleagueMoves();

        await Chat.Types("take 39181");

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task In_a_channel_the_reported_change_names_no_student()
    {
        var channel = District.ChannelWith(TestDistrict.Technician);
        var after = Site.Laptop;
        Site.Holds(after with { Subject = "Liam" });
        var pressed = (await channel.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(
            after,
            TestDistrict.Colleague,
            "Subject changed from 'Liam' to 'Liam Novak dropped his laptop'",
            ActivityKind.Revision
        );

        var answer = await channel.Presses(pressed);

        Assert.Contains("Colin Colleague", answer.Notice(), StringComparison.Ordinal);
        answer.AssertShowsMinimum();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-1")]
    [InlineData("7fffffffffffffff")]
    [InlineData("0")]
    public async Task A_forged_card_version_causes_no_failure(string seen)
    {
        var answer = await Chat.Presses(Verbs.TakeTicket, TicketArguments.For(Site.Laptop).With(TicketArguments.Seen, seen));

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
        Assert.IsType<BotResponse.ReplaceCard>(answer);
    }

    [Fact]
    public async Task Rights_are_checked_at_the_press_and_not_when_the_card_is_drawn()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        Site.Accounts[Site.Accounts.IndexOf(TestDistrict.Technician)] = TestDistrict.Technician with
        {
            Role = IncidentIq.Lookups.UserRole.Staff,
        };

        Assert.Equal(Texts.RefusedNotAgent, (await Chat.Presses(pressed)).Notice());
    }

    private void ColleagueMoves()
    {
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(
            Site.Laptop with
            {
                Step = TestDistrict.InProgress,
                IsClosed = false,
            },
            TestDistrict.Colleague,
            "moved it to In Progress"
        );
    }
}
