using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>Technicians route a ticket to a colleague or a team, and take them off again.</summary>
public sealed class AssignTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("assign 39181 to colin")]
    [InlineData("assign 39181 Colin Colleague")]
    [InlineData("reassign #39181 to Colin Colleage")]
    public async Task A_technician_is_found_by_name_with_three_calls(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
        Assert.Equal(Texts.Assigned.With("Tess Technician", "Colin Colleague"), answer.Notices()[0]);
        Assert.Equal(3, Site.Calls);
    }

    [Fact]
    public async Task A_team_leaves_the_technician_as_they_are()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        await Chat.Types("assign 39181 to network");

        Assert.Equal((TestDistrict.Network.Id, TestDistrict.Colleague.Id), (Site.Laptop.Team?.Id, Site.Laptop.Assignee?.Id));
    }

    [Fact]
    public async Task Me_is_oneself()
    {
        await Chat.Types("assign 39181 to me");

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task The_button_asks_and_the_form_assigns()
    {
        var form = (await Chat.Presses((await Chat.Types("39181")).Button(Texts.ActionAssign))).OpenedForm();
        var chosen = Assert.Single(await Chat.TypesAhead(form.Fields.OfType<Field.Search>().Single().Source, "colin"));

        await Chat.Sends(form, (AssignTicket.To, chosen.Value));

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task An_ambiguous_name_is_asked_for_with_choices_and_the_corrected_name_counts()
    {
        var form = (await Chat.Types("assign 39181 to o")).FormAgain();

        Assert.Contains("Network Team", form.Errors[AssignTicket.To], StringComparison.Ordinal);
        Assert.Null(Site.Laptop.Assignee);
        await Chat.Sends(form, (AssignTicket.To, "Network Team"));
        Assert.Equal(TestDistrict.Network.Id, Site.Laptop.Team?.Id);
    }

    [Fact]
    public async Task A_person_who_is_no_technician_is_not_assigned_whatever_the_form_says()
    {
        var form = (await Chat.Types("assign 39181")).OpenedForm();

        Assert.NotEmpty((await Chat.Sends(form, (AssignTicket.To, TestDistrict.Stranger.Id.ToString()))).FormAgain().Errors);
        Assert.Equal(TestDistrict.Laptop, Site.Laptop);
    }

    [Fact]
    public async Task Unassigning_takes_the_technician_off_first_and_then_the_team()
    {
        Site.Holds(
            Site.Laptop with
            {
                Assignee = new(TestDistrict.Colleague.Id, "Colin Colleague"),
                Team = new(TestDistrict.Network.Id, "Network Team"),
            }
        );

        var first = await Chat.Types("unassign 39181");
        Assert.Equal((Texts.Unassigned.With("Tess Technician", "Colin Colleague"), true), (first.Notice(), Site.Laptop.Assignee is null));
        Assert.Equal(3, Site.Calls);
        var second = await Chat.Presses(first.Button(Texts.ActionUnassign));
        Assert.Equal((Texts.Unassigned.With("Tess Technician", "Network Team"), true), (second.Notice(), Site.Laptop.Team is null));
        Assert.Equal(Texts.UnassignedAlready, (await Chat.Types("unassign 39181")).Notice());
    }

    [Theory]
    [InlineData("assign 39181 to colin")]
    [InlineData("unassign 39181")]
    public async Task A_closed_ticket_is_left_alone(string line)
    {
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true, Team = new(TestDistrict.Network.Id, "Network Team") });

        Assert.Equal(Texts.TicketIsClosed, (await Chat.Types(line)).Notice());
        Assert.NotNull(Site.Laptop.Team);
    }

    [Theory]
    [InlineData("assign 39181 to colin")]
    [InlineData("unassign 39181")]
    public async Task A_requester_is_refused(string line)
    {
        Assert.Equal(Texts.RefusedNotAgent, (await District.ChatOf(TestDistrict.Requester).Types(line)).Notice());
        Assert.Equal(0, Site.Calls);
    }

    [Fact]
    public async Task What_is_assigned_in_a_channel_is_shown_there_with_the_minimum()
    {
        var answer = await District.ChannelWith(TestDistrict.Technician).Types("assign 39181 to colin");

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task A_card_from_before_a_change_assigns_nothing_yet()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionAssign);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop with { Step = TestDistrict.InProgress }, TestDistrict.Colleague, "moved it");

        Assert.Contains("Colin Colleague", (await Chat.Presses(pressed)).Notice(), StringComparison.Ordinal);
    }
}
