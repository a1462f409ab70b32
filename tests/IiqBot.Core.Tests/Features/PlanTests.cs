using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>Technicians set the priority and the due date of a ticket.</summary>
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
    public async Task An_unknown_priority_returns_a_form_with_the_existing_ones()
    {
        var form = (await Chat.Types("priority 39181 gigantic")).FormAgain();

        Assert.Contains("Low, High", form.Errors[PrioritizeTicket.Level], StringComparison.Ordinal);
        await Chat.Sends(form, (PrioritizeTicket.Level, "Low"));
        Assert.Equal(TestDistrict.Low.MinScore, Site.Laptop.PriorityScore);
    }

    [Fact]
    public async Task The_current_priority_is_not_set_again()
    {
        Assert.Equal(Texts.PriorityAlready.With("High"), (await Chat.Types("priority 39181 high")).Notice());
        Assert.Equal(1, Site.Calls);
    }

    [Theory]
    [InlineData("due 39181 today", 23)]
    [InlineData("due 39181 tomorrow", 24)]
    [InlineData("due 39181 this week", 28)]
    [InlineData("due 39181 2026-11-30", 30)]
    [InlineData("due 39181 friday", 27)]
    [InlineData("due 39181 by Friday", 27)]
    [InlineData("due 39181 monday", 30)]
    [InlineData("due 39181 in 3 days", 26)]
    [InlineData("due 39181 1 week", 30)]
    [InlineData("due 39181 Nov 30", 30)]
    [InlineData("due 39181 11/30", 30)]
    [InlineData("due 39181 mañana", 24)]
    [InlineData("due 39181 tommorow", 24)]
    public async Task A_due_date_is_the_end_of_a_school_day(string line, int day)
    {
        await Chat.Types(line);

        Assert.Equal(new DateTimeOffset(2026, 11, day, 16, 0, 0, TimeSpan.Zero), Site.Laptop.Due);
        Assert.Equal(3, Site.Calls);
    }

    [Theory]
    [InlineData("due 39181 1/15", "Friday, January 15, 2027")]
    [InlineData("due 39181 Jan 15", "Friday, January 15, 2027")]
    [InlineData("due 39181 January 15", "Friday, January 15, 2027")]
    [InlineData("due 39181 15 de enero", "Friday, January 15, 2027")]
    public async Task A_day_without_a_year_is_the_next_such_day_and_is_repeated_in_full(string line, string said)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(new DateTimeOffset(2027, 1, 15, 16, 0, 0, TimeSpan.Zero), Site.Laptop.Due);
        Assert.Equal(Texts.DueSet.With("Tess Technician", said), answer.Notice());
    }

    [Theory]
    [InlineData("due 39181 friday 3pm", 27, 15)]
    [InlineData("due 39181 tomorrow at 11:00", 24, 11)]
    public async Task A_due_date_can_have_a_time(string line, int day, int hour)
    {
        await Chat.Types(line);

        Assert.Equal(new DateTimeOffset(2026, 11, day, hour, 0, 0, TimeSpan.Zero), Site.Laptop.Due);
    }

    [Fact]
    public async Task A_corrected_typo_is_reported() =>
        Assert.Contains(
            Texts.ReadAs.With("tommorow", "tomorrow"),
            (await Chat.Types("due 39181 tommorow")).Notice(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("due 39181 9999-12-31")]
    [InlineData("due 39181 1/15/2030")]
    public async Task A_day_years_away_is_refused(string line)
    {
        var form = (await Chat.Types(line)).FormAgain();

        Assert.Null(Site.Laptop.Due);
        Assert.Contains("more than 2 years away", form.Errors[ScheduleTicket.When], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_has_a_date_field_with_the_current_due_date()
    {
        var asked = Assert.IsType<Field.Date>(Assert.Single((await Chat.Types("due 39181")).OpenedForm().Fields));
        Assert.Equal((true, null, DateOnly.FromDateTime(TestDistrict.Now.DateTime)), (asked.IsRequired, asked.Value, asked.Earliest));

        Site.Holds(Site.Laptop with { Due = new(2026, 11, 30, 16, 0, 0, TimeSpan.Zero) });
        var form = (await Chat.Types("due 39181")).OpenedForm();
        var shown = Assert.IsType<Field.Date>(Assert.Single(form.Fields));
        Assert.Equal((false, new DateOnly(2026, 11, 30)), (shown.IsRequired, shown.Value));

        await Chat.Sends(form.Verb, form.Hidden.With(Form.InstanceKey, form.InstanceId));
        Assert.Null(Site.Laptop.Due);
    }

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("30 nov")]
    public async Task A_forms_date_can_be_picked_or_typed(string answer)
    {
        await Chat.Sends((await Chat.Types("due 39181")).OpenedForm(), (ScheduleTicket.When, answer));

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 16, 0, 0, TimeSpan.Zero), Site.Laptop.Due);
    }

    [Fact]
    public async Task A_form_without_a_date_returns_with_an_error() =>
        Assert.Equal(
            Texts.FieldRequired,
            (await Chat.Sends((await Chat.Types("due 39181")).OpenedForm())).FormAgain().Errors[ScheduleTicket.When]
        );

    [Fact]
    public async Task The_error_suggests_future_days() =>
        Assert.Contains(
            "Try tomorrow, friday or 11/27",
            (await Chat.Types("due 39181 someday")).FormAgain().Errors[ScheduleTicket.When],
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_due_date_can_be_removed()
    {
        Site.Holds(Site.Laptop with { Due = TestDistrict.Now });

        Assert.Equal(Texts.DueRemoved.With("Tess Technician"), (await Chat.Types("due 39181 never")).Notice());
        Assert.Null(Site.Laptop.Due);
    }

    [Theory]
    [InlineData("due 39181 yesterday")]
    [InlineData("due 39181 someday")]
    public async Task A_past_or_unreadable_day_returns_the_form(string line)
    {
        var form = (await Chat.Types(line)).FormAgain();

        Assert.Null(Site.Laptop.Due);
        await Chat.Sends(form, (ScheduleTicket.When, "tomorrow"));
        Assert.NotNull(Site.Laptop.Due);
    }

    [Theory]
    [InlineData("priority 39181 low")]
    [InlineData("due 39181 tomorrow")]
    public async Task A_requester_and_a_closed_ticket_are_refused(string line)
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
    public async Task In_a_channel_the_answer_shows_no_private_details(string line) =>
        (await District.ChannelWith(TestDistrict.Technician).Types(line)).AssertShowsMinimum();
}
