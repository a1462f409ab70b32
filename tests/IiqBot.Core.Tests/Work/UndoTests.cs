using IiqBot.Core.Cards;
using IiqBot.Core.Requests;
using IiqBot.Core.Tests.District;
using IiqBot.Core.Work;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>For one minute, whoever changed a status or an assignee can take it back, if nothing else changed since.</summary>
public sealed class UndoTests : DistrictTest
{
    // The workflow leads from here to "In Progress", to "Resolved" and back.
    public UndoTests() => Site.Holds(Site.Laptop with { Step = TestDistrict.Waiting });

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task A_status_is_taken_back()
    {
        var changed = await Chat.Types("move 39181 to in progress");

        var undone = await Chat.Presses(changed.Button(Texts.ActionUndo));

        Assert.Equal(Texts.Undone.With(TestDistrict.Technician.Name), undone.Notice());
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_resolution_is_taken_back()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.InProgress });
        await Chat.Presses((await Chat.Types("close 39181, replaced the cable")).Button(Texts.ActionUndo));

        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task Where_the_workflow_does_not_lead_back_nothing_is_offered()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Submitted });

        Assert.DoesNotContain(Texts.ActionUndo, (await Chat.Types("move 39181 to in progress")).Labels());
    }

    [Fact]
    public async Task An_assignment_goes_back_to_who_had_it()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        await Chat.Presses((await Chat.Types("take 39181")).Button(Texts.ActionUndo));

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task After_a_minute_it_is_too_late_and_the_button_goes_away_by_itself()
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
    public async Task Nobody_takes_back_what_another_did()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);

        var refused = await District.ChatOf(TestDistrict.Colleague).Presses(button);

        Assert.Equal(Texts.UndoNotYours, refused.Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task What_changed_since_is_not_undone_with_it()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        District.Time.Advance(TimeSpan.FromSeconds(10));
        Site.Changes(Site.Laptop with { Subject = "Another subject" }, TestDistrict.Colleague, "subject");

        var refused = await Chat.Presses(button);

        Assert.Equal(Texts.UndoChanged, refused.Notice());
        Assert.Equal(TestDistrict.InProgress, Site.Laptop.Step);
    }

    [Fact]
    public async Task It_is_taken_back_once()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        await Chat.Presses(button);
        District.Time.Advance(TimeSpan.FromSeconds(5));

        await Chat.Presses(button);

        Site.Tickets.Verify(t => t.SetStatusAsync(TestDistrict.Laptop.Id, It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Handed_back_by_a_host_that_stopped_it_does_not_revert_what_a_colleague_did_since()
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
    public async Task Pressed_in_time_it_is_taken_back_also_when_another_has_to_do_it_later()
    {
        await HandBackAsync((await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo));

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task Taken_back_by_a_worker_that_died_it_is_told_as_taken_back()
    {
        var button = (await Chat.Types("move 39181 to in progress")).Button(Texts.ActionUndo);
        await HandBackAsync(button);
        District.Time.Advance(TimeSpan.FromSeconds(5));
        await Site.Tickets.Object.SetStatusAsync(TestDistrict.Laptop.Id, TestDistrict.Waiting.Id, CancellationToken.None);

        await District.PumpAsync(later: TimeSpan.FromMinutes(2));

        Assert.Contains(District.Messenger.Deliveries, delivery => delivery.Card.NoticeText() == Texts.Undone.With(TestDistrict.Technician.Name));
        var entries = await District.Get<IAuditLog>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(entries, entry => Assert.Equal(AuditOutcome.Done, entry.Outcome));
    }

    [Fact]
    public async Task What_cannot_be_taken_back_does_not_offer_it()
    {
        var commented = await Chat.Types("comment 39181 It works again.");

        Assert.DoesNotContain(Texts.ActionUndo, commented.Labels());
    }

    private async Task HandBackAsync(CardAction.Press button)
    {
        using var stopping = new CancellationTokenSource();
        var request = Chat.Typed("the-undo", "") with { Kind = RequestKind.CardAction, Text = null, Verb = button.Verb, Arguments = button.Arguments };
        var accepted = await District.Dispatcher.AcceptAsync(request, CancellationToken.None);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => District.Dispatcher.AnswerAsync(accepted, stopping.Token));
    }
}
