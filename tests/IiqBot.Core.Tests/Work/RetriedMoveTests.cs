using IiqBot.Core.Durability;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Work;

/// <summary>A retried move by a part of a step's name, on a ticket whose own step has that word too.</summary>
public sealed class RetriedMoveTests : DistrictTest
{
    private static readonly TimeSpan LeaseOver = IInbox.LeaseTime + TimeSpan.FromSeconds(1);
    private static readonly WorkflowStep WaitingOnRequestor = new(TestDistrict.Id(56), "Waiting on Requestor", false) { Order = 7 };

    public RetriedMoveTests()
    {
        Site.Lookups.Setup(l => l.NextStepsAsync(WaitingOnRequestor.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.InProgress, TestDistrict.Waiting]);
        Site.Lookups.Setup(l => l.NextStepsAsync(TestDistrict.Waiting.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.InProgress, WaitingOnRequestor]);
        Site.Holds(Site.Laptop with { Step = WaitingOnRequestor });
    }

    [Fact]
    public async Task A_move_that_did_not_begin_is_made()
    {
        District.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync();

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_move_that_was_made_is_not_made_again()
    {
        District.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync();
        await Site.Tickets.Object.SetStatusAsync(Site.Laptop.Id, TestDistrict.Waiting.Id, CancellationToken.None);

        await District.PumpAsync(later: LeaseOver);

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    // Its process crashes before it begins, or before it stores anything.
    private async Task AcceptAsync() =>
        await District.Dispatcher.AcceptAsync(
            District.ChatOf(TestDistrict.Technician).Typed("the-request", "move 39181 to waiting"),
            TestContext.Current.CancellationToken
        );
}
