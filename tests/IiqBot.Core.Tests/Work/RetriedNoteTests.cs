using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Work;

/// <summary>The note that somebody sends with a change reaches the ticket, even if somebody else makes the same change first.</summary>
public sealed class RetriedNoteTests : DistrictTest
{
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_retried_reopening_writes_its_note()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        await AcceptAsync(District.ChatOf(TestDistrict.Technician).Typed("the-request", "reopen 39181 it flickers again"));
        Site.Changes(Site.Laptop with { Step = TestDistrict.InProgress, IsClosed = false }, TestDistrict.Colleague, "opened again");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal("it flickers again", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_retried_cancellation_writes_its_note()
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        var form = (await chat.Types("cancel 39181")).OpenedForm();
        var answers = new[] { (ArgumentNames.Reason, TestDistrict.Withdrawn.Id.ToString()), (ArgumentNames.Note, "we found the cable") };
        await AcceptAsync(chat.Sent("the-request", form, answers));
        Site.Changes(Site.Laptop with { Step = TestDistrict.Canceled, IsClosed = true }, TestDistrict.Colleague, "canceled");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal("we found the cable", Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_retry_after_a_complete_change_writes_no_second_note()
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        var request = District.ChatOf(TestDistrict.Technician).Typed("the-request", "reopen 39181 it flickers again");
        var accepted = await District.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken);
        await District.Dispatcher.AnswerAsync(accepted, TestContext.Current.CancellationToken);

        await District.PumpAsync(later: LeaseOver);

        Assert.Single(Site.Comments.Select(comment => comment.Id).Distinct());
    }

    // Its process crashes before it begins.
    private async Task AcceptAsync(BotRequest request)
    {
        await District.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken);
        District.Time.Advance(TimeSpan.FromSeconds(5));
    }
}
