using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Tests.Features;

/// <summary>
/// Incident IQ sees all changes by the bot as made by one account, which other programs may use as well. The bot tells its own changes from
/// theirs.
/// </summary>
public sealed class SharedAccountTests : DistrictTest
{
    private static readonly User Account = TestDistrict.Administrator with { Name = "Chat Bot Service", Id = TestDistrict.ServiceAccount };
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public SharedAccountTests()
    {
        Site.Changes(Site.Laptop, Account, "Ticket created", ActivityKind.Created);
        District.Time.Advance(TimeSpan.FromMinutes(10));
    }

    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task A_change_by_another_program_with_the_bots_account_is_shown_first()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(Moment);
        Moves(Account);

        var answer = await Chat.Presses(pressed);

        Assert.Equal(Texts.ChangedSince.With("Chat Bot Service: moved it to Waiting on Vendor."), answer.Notice());
        Assert.NotEqual(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task Another_programs_change_is_shown_even_right_after_a_change_by_the_bot()
    {
        var card = await TakesAsync();
        District.Time.Advance(Moment);
        Moves(Account);

        var answer = await Chat.Presses(card.Button("Resolve"));

        Assert.Contains("Chat Bot Service: moved it to Waiting on Vendor.", answer.Everything(), StringComparison.Ordinal);
        Assert.False(Site.Laptop.IsClosed);
    }

    [Fact]
    public async Task A_change_on_the_card_is_not_reported_again_if_its_entry_is_slightly_newer()
    {
        Site.Changes(Site.Laptop with { Subject = "First elsewhere" }, Account, "Subject: A → First elsewhere", ActivityKind.Revision);
        Site.Holds(Site.Laptop with { Modified = District.Time.GetUtcNow() - TimeSpan.FromMilliseconds(2) });
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(TimeSpan.FromSeconds(10));
        Moves(Account);

        Assert.Equal(Texts.ChangedSince.With("Chat Bot Service: moved it to Waiting on Vendor."), (await Chat.Presses(pressed)).Notice());
    }

    [Fact]
    public async Task Another_programs_change_is_shown_even_if_a_rule_ran_since()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(Moment);
        Site.Changes(Site.Laptop with { IsUrgent = true }, null, "Escalate", ActivityKind.Rule);
        Moves(Account);

        Assert.Contains("Chat Bot Service", (await Chat.Presses(pressed)).Notice(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_own_change_from_another_card_does_not_stop_a_press()
    {
        var old = (await Chat.Types("39181")).Button("Move to Waiting on Vendor");
        District.Time.Advance(Moment);
        await TakesAsync();

        await Chat.Presses(old);

        Assert.Equal("Waiting on Vendor", Site.Laptop.Step?.Name);
    }

    [Fact]
    public async Task A_rule_after_a_persons_own_change_does_not_stop_a_press()
    {
        var old = (await Chat.Types("39181")).Button("Move to Waiting on Vendor");
        District.Time.Advance(Moment);
        await TakesAsync();
        District.Time.Advance(Moment);
        Site.Changes(Site.Laptop with { IsUrgent = true }, null, "Escalate", ActivityKind.Rule);

        await Chat.Presses(old);

        Assert.Equal("Waiting on Vendor", Site.Laptop.Step?.Name);
    }

    [Fact]
    public async Task All_timeline_entries_of_a_slow_change_count_as_the_persons_own()
    {
        var old = (await Chat.Types("39181")).Button("Move to Waiting on Vendor");
        District.Time.Advance(Moment);
        Site.Tickets.Setup(t => t.AssignAsync(It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                Site.Changes(Site.Laptop, Account, "Assigned to", ActivityKind.Revision);
                District.Time.Advance(TimeSpan.FromSeconds(12));
                Site.Changes(
                    Site.Laptop with
                    {
                        Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name),
                    },
                    Account,
                    "Team",
                    ActivityKind.Revision
                );
                return Task.CompletedTask;
            });
        await Chat.Types("take 39181");

        await Chat.Presses(old);

        Assert.Equal("Waiting on Vendor", Site.Laptop.Step?.Name);
    }

    [Theory]
    [InlineData(false, 0.1, "Owner: A → B\nFor: A → B")]
    [InlineData(true, 0.1, "Owner: A → B\nFor: A → B")]
    [InlineData(false, 3, "Owner: A → B\nFor: A → B")] // Incident IQ's clock is ahead
    [InlineData(false, 3, "")] // the format of revisions is not documented
    [InlineData(true, 3, "")]
    public async Task A_program_change_right_after_filing_differs_from_the_filings_own_entries(bool didAnother, double ahead, string left)
    {
        var card = await Chat.Types("new Projector in 204 shows no picture");
        var filed = Site.All.MaxBy(ticket => ticket.Created)!;
        District.Time.Advance(TimeSpan.FromSeconds(ahead));
        Site.Changes(filed, Account, "Ticket created", ActivityKind.Created);
        Site.Changes(Site[filed.Id], Account, left, ActivityKind.Revision);
        Site.Changes(
            Site[filed.Id] with
            {
                Team = new(TestDistrict.Network.Id, TestDistrict.Network.Name),
            },
            null,
            "Route to Network",
            ActivityKind.Rule
        );
        if (didAnother)
            Site.Changes(Site[filed.Id] with { IsUrgent = true }, Account, "Is urgent: False → True", ActivityKind.Revision);

        var answer = await Chat.Presses(card.Button(Texts.ActionTake));

        Assert.Equal(didAnother, answer.Notice().Contains("Is urgent: False → True", StringComparison.Ordinal));
        Assert.Equal(didAnother ? null : TestDistrict.Technician.Id, Site[filed.Id].Assignee?.Id);
    }

    [Fact]
    public async Task A_ticket_change_that_the_card_does_not_show_costs_no_extra_call()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionTake);
        District.Time.Advance(Moment);
        Site.Changes(Site.Laptop, TestDistrict.Colleague, "a comment", ActivityKind.Comment);
        Site.Tickets.Invocations.Clear();

        await Chat.Presses(pressed);

        Assert.Equal(3, Site.Calls);
        Site.Activities.Verify(a => a.TimelineAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    // The timeline shows changes by the bot as made by the account.
    private async Task<BotResponse> TakesAsync()
    {
        var card = await Chat.Types("take 39181");
        Site.Timeline.Add(
            (
                Site.Laptop.Id,
                new(Guid.NewGuid(), ActivityKind.Revision, Site.Laptop.Modified, Account.Id, Account.Name, "Assigned to", IsPublic: false)
            )
        );
        return card;
    }

    private void Moves(User by) => Site.Changes(Site.Laptop with { Step = TestDistrict.Waiting }, by, "moved it to Waiting on Vendor");
}
