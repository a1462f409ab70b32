using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>For one minute, a person can undo their change of a ticket, if nothing else changed since.</summary>
public sealed class UndoTests : DistrictTest
{
    // The workflow leads from this step to "In Progress" and "Resolved", and back.
    public UndoTests() => Site.Holds(Site.Laptop with { Step = TestDistrict.Waiting });

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task Undo_restores_the_status()
    {
        var changed = await Chat.Types("move 39181 to in progress");

        var undone = await Chat.Presses(changed.Button(Texts.ActionUndo));

        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), undone.Notice());
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task Undo_reopens_a_resolved_ticket()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.InProgress });
        await Chat.Presses((await Chat.Types("close 39181, replaced the cable")).Button(Texts.ActionUndo));

        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Undo_is_not_offered_if_the_workflow_has_no_way_back()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Submitted });

        Assert.DoesNotContain(Texts.ActionUndo, (await Chat.Types("move 39181 to in progress")).Labels());
    }

    [Fact]
    public async Task Undo_restores_the_previous_assignee()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        await Chat.Presses((await Chat.Types("take 39181")).Button(Texts.ActionUndo));

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task After_a_minute_undo_is_refused_and_its_button_disappears()
    {
        var changed = await Chat.Types("move 39181 to in progress");
        Assert.Contains(Texts.ActionUndo, District.Messenger.Messages["message-1"].Actions.Select(action => action.Label));

        await District.PumpAsync(later: TimeSpan.FromSeconds(61));
        var late = await Chat.Presses(changed.Button(Texts.ActionUndo));

        Assert.DoesNotContain(Texts.ActionUndo, District.Messenger.Messages["message-1"].Actions.Select(action => action.Label));
        Assert.Equal(Texts.UndoTooLate, late.Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Nobody_can_undo_a_change_by_another_person()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);

        var refused = await District.ChatOf(TestDistrict.Colleague).Presses(button);

        Assert.Equal(Texts.UndoNotYours, refused.Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Undo_is_refused_if_something_else_changed_since()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        District.Time.Advance(TimeSpan.FromSeconds(10));
        Site.Changes(Site.Laptop with { Subject = "Another subject" }, TestDistrict.Colleague, "subject");

        var refused = await Chat.Presses(button);

        Assert.Equal(Texts.UndoChanged, refused.Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Pressing_undo_twice_undoes_once()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        await Chat.Presses(button);
        District.Time.Advance(TimeSpan.FromSeconds(5));

        await Chat.Presses(button);

        Site.Tickets.Verify(
            t => t.SetStatusAsync(TestDistrict.Laptop.Id, It.IsAny<Guid>(), It.IsAny<CancellationToken>()),
            Times.Exactly(2)
        );
    }

    [Fact]
    public async Task An_undo_that_a_stopping_host_hands_back_keeps_a_colleagues_later_change()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        await HandBackAsync(button);
        District.Time.Advance(TimeSpan.FromSeconds(10));
        Site.Changes(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true }, TestDistrict.Colleague, "Resolved");

        await District.PumpAsync();

        Assert.Equal(TestDistrict.Resolved, Site.Laptop.Step);
        Assert.Equal(Texts.UndoChanged, District.Messenger.Deliveries[^1].Card.NoticeText());
    }

    [Fact]
    public async Task An_undo_pressed_in_time_is_done_even_if_another_worker_runs_it_late()
    {
        await HandBackAsync((await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo));

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task An_undo_made_just_before_a_crash_is_reported_as_done()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        await HandBackAsync(button);
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await Site.Tickets.Object.SetStatusAsync(TestDistrict.Laptop.Id, TestDistrict.Waiting.Id, CancellationToken.None);

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Contains(
            District.Messenger.Deliveries,
            delivery => delivery.Card.NoticeText() == Texts.Undone.With(TestDistrict.Technician.Name)
        );
        var entries = await District
            .Get<IAuditLog>()
            .ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(entries, entry => Assert.Equal(AuditOutcome.Done, entry.Outcome));
    }

    [Fact]
    public async Task A_comment_offers_no_undo()
    {
        var commented = await Chat.Types("comment 39181 It works again.");

        Assert.DoesNotContain(Texts.ActionUndo, commented.Labels());
    }

    [Fact]
    public async Task Undo_is_the_last_visible_button_and_start_comes_before_resolve()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Submitted, Assignee = null });

        var actions = (await Chat.Types("take 39181")).Card().Actions;

        var visible = actions.Where(action => action.Prominence != Prominence.Overflow).Select(action => action.Label).ToList();
        Assert.Equal([Texts.ActionMoveTo.With("In Progress"), Texts.ActionResolve], visible[..2]);
        Assert.Equal(Texts.ActionUndo, visible[^1]);
        Assert.InRange(visible.Count, 3, 6);
        Assert.Equal(visible[0], Assert.Single(actions, action => action.Prominence == Prominence.Primary).Label);
    }

    [Fact]
    public async Task The_primary_button_of_a_ticket_in_progress_is_resolve()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.InProgress, Assignee = null });

        var primary = Assert.Single((await Chat.Types("take 39181")).Card().Actions, action => action.Prominence == Prominence.Primary);

        Assert.Equal(Texts.ActionResolve, primary.Label);
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("undo 39181")]
    public async Task A_typed_undo_undoes_the_latest_change(string line)
    {
        await Chat.Types("move 39181 to in progress");

        var undone = await Chat.Types(line);

        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), undone.Notice());
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_second_typed_undo_does_nothing()
    {
        await Chat.Types("move 39181 to in progress");
        await Chat.Types("undo");

        Assert.Equal(Texts.UndoNothing, (await Chat.Types("undo")).Card().Summary);
        Assert.Equal(Texts.UndoNothing, (await Chat.Types("undo 39181")).Notice());
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_typed_undo_by_another_person_or_too_late_does_nothing()
    {
        await Chat.Types("move 39181 to in progress");

        Assert.Equal(Texts.UndoNothing, (await District.ChatOf(TestDistrict.Colleague).Types("undo")).Card().Summary);
        District.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(Texts.UndoNothing, (await Chat.Types("undo")).Card().Summary);
        Assert.Equal(Texts.UndoTooLate, (await Chat.Types("undo 39181")).Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_typed_undo_says_if_the_workflow_has_no_way_back()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Submitted });
        await Chat.Types("move 39181 to in progress");

        Assert.Equal(Texts.UndoNoWayBack, (await Chat.Types("undo")).Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_typed_undo_after_a_comment_does_nothing()
    {
        await Chat.Types("comment 39181 It works again.");

        Assert.Equal(Texts.UndoNothing, (await Chat.Types("undo")).Card().Summary);
    }

    [Theory]
    [InlineData("due 39181 never")]
    [InlineData("due 39181 12/24/2026")]
    public async Task Undo_restores_the_due_date(string line)
    {
        var due = TestDistrict.Now.AddDays(3);
        Site.Holds(Site.Laptop with { Due = due });

        await Chat.Presses((await Chat.Types(line)).Button(Texts.ActionUndo));

        Assert.Equal(due, Site.Laptop.Due);
    }

    [Fact]
    public async Task Undo_restores_the_exact_priority_score()
    {
        Site.Holds(Site.Laptop with { PriorityScore = 163 });

        await Chat.Presses((await Chat.Types("priority 39181 low")).Button(Texts.ActionUndo));

        Assert.Equal(163, Site.Laptop.PriorityScore);
    }

    private async Task HandBackAsync(CardAction.Press button)
    {
        using var stopping = new CancellationTokenSource();
        var request = Chat.Typed("the-undo", "") with
        {
            Kind = RequestKind.CardAction,
            Text = null,
            Verb = button.Verb,
            Arguments = button.Arguments,
        };
        var accepted = await District.Dispatcher.AcceptAsync(request, CancellationToken.None);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => District.Dispatcher.AnswerAsync(accepted, stopping.Token));
    }
}
