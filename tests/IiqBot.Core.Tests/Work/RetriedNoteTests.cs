using IiqBot.Core.Durability;
using IiqBot.Core.Durability.InMemory;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Work;

/// <summary>
/// The note that somebody sends with a change reaches the ticket once, even if somebody else makes the same change first.
/// </summary>
public sealed class RetriedNoteTests : DistrictTest
{
    private const string Note = "it flickers again";
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);

    private static Ticket Closed => TestDistrict.Laptop with { Step = TestDistrict.Resolved, IsClosed = true };

    [Fact]
    public async Task A_retried_reopening_writes_its_note()
    {
        Site.Holds(Closed);
        await AcceptAsync(District.ChatOf(TestDistrict.Technician).Typed("the-request", $"reopen 39181 {Note}"));
        Site.Changes(Site.Laptop with { Step = TestDistrict.InProgress, IsClosed = false }, TestDistrict.Colleague, "opened again");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(Note, Assert.Single(Site.Comments).Text);
    }

    [Fact]
    public async Task A_retried_cancellation_writes_its_note()
    {
        await AcceptAsync(await CancellationAsync(District));
        Site.Changes(Site.Laptop with { Step = TestDistrict.Canceled, IsClosed = true }, TestDistrict.Colleague, "canceled");

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(Note, Assert.Single(Site.Comments).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retry_of_what_was_done_writes_no_second_note(bool isReopening)
    {
        await using var district = new Scenario(services =>
            services.AddSingleton<IInbox>(provider => new BrokenInbox(ActivatorUtilities.CreateInstance<MemoryInbox>(provider))
            {
                IsBroken = false,
            })
        );
        if (isReopening)
            district.Site.Holds(Closed);
        var request = isReopening
            ? district.ChatOf(TestDistrict.Technician).Typed("the-request", $"reopen 39181 {Note}")
            : await CancellationAsync(district);
        var inbox = (BrokenInbox)district.Get<IInbox>();
        inbox.IsBroken = true;
        await district.Dispatcher.AnswerAsync(
            await district.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        inbox.IsBroken = false;
        var written = district.Site.Comments.Count;

        await district.PumpAsync(later: LeaseOver);

        Assert.Equal(1, written);
        Assert.Single(district.Site.Comments.Select(comment => comment.Id).Distinct());
        Assert.Equal(!isReopening, district.Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_retry_on_a_ticket_that_was_open_all_along_asks_before_it_comments()
    {
        District.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync(District.ChatOf(TestDistrict.Technician).Typed("the-request", $"reopen 39181 {Note}"));

        await District.PumpAsync(later: LeaseOver);

        Assert.Empty(Site.Comments);
    }

    private static async Task<BotRequest> CancellationAsync(Scenario district)
    {
        var chat = district.ChatOf(TestDistrict.Technician);
        var form = (await chat.Types("cancel 39181")).OpenedForm();
        return chat.Sent("the-request", form, (ArgumentNames.Reason, TestDistrict.Withdrawn.Id.ToString()), (ArgumentNames.Note, Note));
    }

    // Its process crashes before it begins.
    private async Task AcceptAsync(BotRequest request)
    {
        await District.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken);
        District.Time.Advance(TimeSpan.FromSeconds(5));
    }
}
