using IiqBot.Core.Features.Changes;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>Technicians assign a ticket to a colleague or a team, and unassign them.</summary>
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
    public async Task Assigning_a_team_keeps_the_technician()
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        await Chat.Types("assign 39181 to network");

        Assert.Equal((TestDistrict.Network.Id, TestDistrict.Colleague.Id), (Site.Laptop.Team?.Id, Site.Laptop.Assignee?.Id));
    }

    [Fact]
    public async Task Me_assigns_the_ticket_to_the_asker()
    {
        await Chat.Types("assign 39181 to me");

        Assert.Equal(TestDistrict.Technician.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task The_button_opens_a_form_that_assigns()
    {
        var form = (await Chat.Presses((await Chat.Types("39181")).Button(Texts.ActionAssign))).OpenedForm();
        var chosen = Assert.Single(await Chat.TypesAhead(form.Fields.OfType<Field.Search>().Single().Source, "colin"));

        await Chat.Sends(form, (AssignTicket.To, chosen.Value));

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Fact]
    public async Task An_ambiguous_name_gets_choices_and_the_corrected_name_is_used()
    {
        var form = (await Chat.Types("assign 39181 to o")).FormAgain();

        Assert.Contains("Network Team", form.Errors[AssignTicket.To], StringComparison.Ordinal);
        Assert.Null(Site.Laptop.Assignee);
        await Chat.Sends(form, (AssignTicket.To, "Network Team"));
        Assert.Equal(TestDistrict.Network.Id, Site.Laptop.Team?.Id);
    }

    [Fact]
    public async Task A_form_cannot_assign_a_person_who_is_not_a_technician()
    {
        var form = (await Chat.Types("assign 39181")).OpenedForm();

        Assert.NotEmpty((await Chat.Sends(form, (AssignTicket.To, TestDistrict.Stranger.Id.ToString()))).FormAgain().Errors);
        Assert.Equal(TestDistrict.Laptop, Site.Laptop);
    }

    [Fact]
    public async Task Unassigning_removes_the_technician_first_and_then_the_team()
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
    public async Task A_closed_ticket_is_not_assigned(string line)
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
    public async Task In_a_channel_the_answer_shows_no_private_details()
    {
        var answer = await District.ChannelWith(TestDistrict.Technician).Types("assign 39181 to colin");

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task A_button_of_an_outdated_card_assigns_nothing_yet()
    {
        var pressed = (await Chat.Types("39181")).Button(Texts.ActionAssign);
        District.Time.Advance(TimeSpan.FromMinutes(1));
        Site.Changes(Site.Laptop with { Step = TestDistrict.InProgress }, TestDistrict.Colleague, "moved it");

        Assert.Contains("Colin Colleague", (await Chat.Presses(pressed)).Notice(), StringComparison.Ordinal);
    }
}
