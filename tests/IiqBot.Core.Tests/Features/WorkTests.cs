using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>How technicians work on a ticket.</summary>
public sealed class WorkTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    private Conversation Channel => District.ChannelWith(TestDistrict.Technician);

    [Fact]
    public async Task Taking_a_ticket_takes_three_calls_and_shows_the_result()
    {
        var answer = await Chat.Types("take 39181");

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
        Assert.Equal(Texts.Taken.With(TestDistrict.Technician.Name), answer.Notice());
        Assert.DoesNotContain(Texts.ActionTake, answer.Labels());
        Assert.Equal(3, Site.Calls);
    }

    [Fact]
    public async Task Taking_a_colleagues_ticket_names_the_colleague()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        Assert.Equal(Texts.TakenOver.With("Tess Technician", "Colin Colleague"), (await Chat.Types("take 39181")).Notice());
    }

    [Fact]
    public async Task Taking_ones_own_ticket_does_nothing()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) });

        Assert.Equal(Texts.TakenAlready, (await Chat.Types("take 39181")).Notice());
        Assert.Equal(1, Site.Calls);
    }

    [Fact]
    public async Task A_closed_ticket_is_not_taken_and_not_resolved()
    {
        Close();

        Assert.Equal(Texts.TicketIsClosed, (await Chat.Types("take 39181")).Notice());
        Assert.Contains(Texts.TicketIsClosed, (await Chat.Types("close 39181, again")).Everything(), StringComparison.Ordinal);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task Moving_by_a_button_takes_three_calls()
    {
        var button = (await Chat.Types("39181")).Button("Move to In Progress");
        var before = Site.Calls;

        var answer = await Chat.Presses(button);

        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
        Assert.Equal(Texts.Moved.With("Tess Technician", "In Progress"), answer.Notice());
        Assert.Equal(3, Site.Calls - before);
    }

    [Theory]
    [InlineData("move 39181 to in progress")]
    [InlineData("move 39181 to In Progress.")]
    [InlineData("move 39181 progress")]
    [InlineData("move 39181 to In Progres")]
    public async Task A_typed_status_is_found_by_its_name(string line)
    {
        await Chat.Types(line);

        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Moving_without_a_status_asks_for_one()
    {
        var form = (await Chat.Types("move 39181")).OpenedForm();

        var choice = Assert.Single(form.Fields.OfType<Field.Choice>());
        Assert.Equal(["In Progress", "Waiting on Vendor", "Resolved"], choice.Options.Select(option => option.Label));
        await Chat.Sends(form, (choice.Id, TestDistrict.Waiting.Id.ToString()));
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_step_that_the_workflow_does_not_allow_is_refused()
    {
        var forged = await Chat.Presses(
            Verbs.MoveTicket,
            TicketArguments.For(Site.Laptop).With(ArgumentNames.Step, TestDistrict.Shipped.Id)
        );
        var typed = await Chat.Types("move 39181 to Shipped");

        Assert.Contains("In Progress, Waiting on Vendor, Resolved", forged.Notice(), StringComparison.Ordinal);
        Assert.Contains("Shipped", typed.Notice(), StringComparison.Ordinal);
        Assert.Equal(TestDistrict.Submitted, Site.Laptop.Step);
    }

    [Fact]
    public async Task Resolving_with_a_note_and_a_reason_takes_four_calls()
    {
        var form = (await Chat.Presses((await Chat.Types("39181")).Button(Texts.ActionResolve))).OpenedForm();
        var before = Site.Calls;

        var answer = await Chat.Sends(form, ("note", "Replaced the screen."), ("reason", TestDistrict.NoIssueFound.Id.ToString()));

        Assert.True(Site.Laptop.IsClosed);
        Assert.Equal(TestDistrict.NoIssueFound.Id, Site.Laptop.CloseReasonId);
        var note = Assert.Single(Site.Comments);
        Assert.Equal(("Replaced the screen.", true, TestDistrict.Technician.Id), (note.Text, note.IsPublic, note.AuthorId));
        Assert.Equal(Texts.ResolvedWithNote.With("Tess Technician"), answer.Notice());
        Assert.Contains(Texts.ActionReopen, answer.Labels());
        Assert.Equal(4, Site.Calls - before);
    }

    [Fact]
    public async Task A_typed_resolution_uses_the_ordinary_reason()
    {
        await Chat.Types("close 39181, replaced the cable");

        Assert.Equal(TestDistrict.Done.Id, Site.Laptop.CloseReasonId);
        Assert.Equal("replaced the cable", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task The_reasons_to_cancel_are_not_offered_when_resolving()
    {
        var form = (await Chat.Types("resolve 39181")).OpenedForm();

        Assert.Equal(
            [TestDistrict.Done.Name, TestDistrict.NoIssueFound.Name],
            form.Fields.OfType<Field.Choice>().Single().Options.Select(o => o.Label)
        );
    }

    [Theory]
    [InlineData("resolve 39181")]
    [InlineData("cancel 39181")]
    public async Task A_reason_that_was_not_offered_is_refused_at_its_field(string line)
    {
        var form = (await Chat.Types(line)).OpenedForm();

        var again = (await Chat.Sends(form, ("reason", TestDistrict.Id(9999).ToString()))).FormAgain();

        Assert.Equal(Texts.FieldNotChosen, again.Errors["reason"]);
        Assert.False(Site.Laptop.IsClosed);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task Reopening_moves_to_the_first_open_step()
    {
        Close();
        var answer = await Chat.Presses((await Chat.Types("39181")).Button(Texts.ActionReopen));

        Assert.Equal(TestDistrict.Submitted, Site.Laptop.Step);
        Assert.Equal(Texts.Reopened.With("Tess Technician", "Submitted"), answer.Notice());
    }

    [Fact]
    public async Task Reopening_says_if_the_workflow_has_no_way_back()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Canceled, IsClosed = true });

        Assert.Equal(Texts.ReopenImpossible, (await Chat.Types("reopen 39181")).Notice());
    }

    [Fact]
    public async Task Reopening_an_open_ticket_says_so() => Assert.Equal(Texts.TicketIsOpen, (await Chat.Types("reopen 39181")).Notice());

    [Fact]
    public async Task A_technician_writes_a_private_note()
    {
        var answer = await Chat.Types("note 39181 part ordered");

        Assert.False(Assert.Single(Site.Comments).IsPublic);
        Assert.Equal(Texts.Noted.With("Tess Technician"), answer.Notice());
    }

    [Fact]
    public async Task A_note_that_cannot_be_private_is_not_published_instead()
    {
        Site.Holds(Site.Laptop with { ProductId = TestDistrict.Facilities, FollowerIds = [TestDistrict.Technician.Id] });

        await Chat.Types("note 39181 He did it on purpose.");
        await Chat.Presses(
            Verbs.CommentTicket,
            TicketArguments.For(Site.Laptop).With("text", "He did it on purpose.").With("visibility", "private")
        );

        Assert.Empty(Site.Comments);
    }

    [Theory]
    [InlineData("take 39181")]
    [InlineData("move 39181 to waiting")]
    [InlineData("close 39181, it was Liam")]
    [InlineData("comment 39181 tell Liam")]
    [InlineData("note 39181 it was Liam")]
    public async Task In_a_channel_the_answer_shows_no_private_details(string line)
    {
        var answer = await Channel.Types(line);

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        answer.AssertShowsMinimum();
    }

    [Theory]
    [InlineData("move 39181")]
    [InlineData("resolve 39181")]
    [InlineData("comment 39181")]
    [InlineData("cancel 39181")]
    public async Task Forms_in_a_channel_show_no_private_details(string line) => (await Channel.Types(line)).AssertShowsMinimum();

    [Theory]
    [InlineData("comment 39181 hello")]
    [InlineData("move 39181 to waiting")]
    public async Task A_ticket_that_became_sensitive_during_a_change_is_hidden_from_outsiders(string line)
    {
        BecomesSensitive();

        (await Chat.Types(line)).AssertShowsMinimum();
    }

    [Theory]
    [InlineData("take 39181")]
    [InlineData("comment 39181 hello")]
    [InlineData("move 39181 to waiting")]
    public async Task A_ticket_that_became_sensitive_while_it_was_changed_is_not_shown_in_a_channel(string line)
    {
        BecomesSensitive();

        Assert.DoesNotContain("39181", (await Channel.Types(line)).Everything(), StringComparison.Ordinal);
    }

    private void BecomesSensitive() =>
        Site
            .Tickets.Setup(t => t.GetAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => Site.Laptop with { IsSensitive = true });

    private void Close() => Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
}
