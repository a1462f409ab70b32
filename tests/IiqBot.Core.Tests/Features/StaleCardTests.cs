using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Features;

/// <summary>A button of a card that is no longer true does nothing yet: the ticket is shown as it is, and who changed what.</summary>
public sealed class StaleCardTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("Take")]
    [InlineData("Resolve")]
    [InlineData("Cancel ticket")]
    [InlineData("Move to Waiting on Vendor")]
    public async Task Nothing_is_done_and_the_change_is_told(string button)
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
    public async Task Pressing_again_on_the_fresh_card_does_it()
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
    public async Task A_form_that_was_opened_before_the_change_does_nothing_either()
    {
        var form = (await Chat.Types("resolve 39181")).OpenedForm();
        ColleagueMoves();

        var answer = await Chat.Sends(form, ("note", "Replaced the screen."));

        Assert.Contains("Colin Colleague", answer.Everything(), StringComparison.Ordinal);
        Assert.False(Site.Laptop.IsClosed);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task A_note_written_meanwhile_is_not_lost()
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
    public async Task What_one_changed_oneself_or_only_commented_stops_nothing()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop, TestDistrict.Technician, "changed the room", ActivityKind.Revision);
        Site.Changes(Site.Laptop, TestDistrict.Colleague, "a comment", ActivityKind.Comment);

        await Chat.Presses(pressed);

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task A_comment_goes_through_on_an_old_card()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionComment);
        ColleagueMoves();

        await Chat.Sends((await Chat.Presses(pressed)).OpenedForm(), ("text", "It works."));

        Assert.Single(Site.Comments);
    }

    [Fact]
    public async Task A_typed_line_was_not_said_of_a_card()
    {
        ColleagueMoves();

        await Chat.Types("take 39181");

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task Where_others_read_along_a_change_names_no_student()
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
    public async Task A_forged_version_breaks_nothing(string seen)
    {
        var answer = await Chat.Presses(Verbs.TakeTicket, TicketArguments.For(Site.Laptop).With(TicketArguments.Seen, seen));

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
        Assert.IsType<BotResponse.ReplaceCard>(answer);
    }

    [Fact]
    public async Task Rights_lost_since_the_card_was_drawn_are_lost()
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
