using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>Technicians say how urgent a ticket is, and when it is due.</summary>
public sealed class PlanTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("priority 39181 low")]
    [InlineData("set priority 39181 to Low")]
    public async Task A_priority_is_set_by_its_name(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(TestDistrict.Low.MinScore, Site.Laptop.PriorityScore);
        Assert.Equal(Texts.PrioritySet.With("Tess Technician", "Low"), answer.Notice());
        Assert.Equal(3, Site.Calls);
    }

    [Fact]
    public async Task A_priority_that_does_not_exist_is_asked_for_with_those_that_do()
    {
        var form = (await Chat.Types("priority 39181 gigantic")).FormAgain();

        Assert.Contains("Low, High", form.Errors[PrioritizeTicket.Level], StringComparison.Ordinal);
        await Chat.Sends(form, (PrioritizeTicket.Level, "Low"));
        Assert.Equal(TestDistrict.Low.MinScore, Site.Laptop.PriorityScore);
    }

    [Fact]
    public async Task The_priority_that_it_has_is_not_set_again()
    {
        Assert.Equal(Texts.PriorityAlready.With("High"), (await Chat.Types("priority 39181 high")).Notice());
        Assert.Equal(1, Site.Calls);
    }

    [Theory]
    [InlineData("due 39181 today", 23)]
    [InlineData("due 39181 tomorrow", 24)]
    [InlineData("due 39181 this week", 28)]
    [InlineData("due 39181 2026-11-30", 30)]
    public async Task A_due_date_is_the_end_of_a_school_day(string line, int day)
    {
        await Chat.Types(line);

        Assert.Equal(new DateTimeOffset(2026, 11, day, 16, 0, 0, TimeSpan.Zero), Site.Laptop.Due);
        Assert.Equal(3, Site.Calls);
    }

    [Fact]
    public async Task A_due_date_is_taken_away()
    {
        Site.Holds(Site.Laptop with { Due = TestDistrict.Now });

        Assert.Equal(Texts.DueRemoved.With("Tess Technician"), (await Chat.Types("due 39181 never")).Notice());
        Assert.Null(Site.Laptop.Due);
    }

    [Theory]
    [InlineData("due 39181 yesterday")]
    [InlineData("due 39181 someday")]
    public async Task A_day_that_is_over_or_means_nothing_is_asked_for_again(string line)
    {
        var form = (await Chat.Types(line)).FormAgain();

        Assert.Null(Site.Laptop.Due);
        await Chat.Sends(form, (ScheduleTicket.When, "tomorrow"));
        Assert.NotNull(Site.Laptop.Due);
    }

    [Theory]
    [InlineData("priority 39181 low")]
    [InlineData("due 39181 tomorrow")]
    public async Task A_requester_is_refused_and_a_closed_ticket_left_alone(string line)
    {
        Assert.Equal(Texts.RefusedNotAgent, (await District.ChatOf(TestDistrict.Requester).Types(line)).Notice());
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        var before = Site.Laptop;

        Assert.Equal(Texts.TicketIsClosed, (await Chat.Types(line)).Notice());
        Assert.Equal(before, Site.Laptop);
    }

    [Theory]
    [InlineData("priority 39181 low")]
    [InlineData("due 39181 tomorrow")]
    public async Task In_a_channel_the_minimum_is_shown(string line) => (await District.ChannelWith(TestDistrict.Technician).Types(line)).AssertShowsMinimum();
}
