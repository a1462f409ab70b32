using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>Names in a command are never guessed from part of a word. The bot asks with buttons, and says how it read a name.</summary>
public sealed class NameTests : SafeLineTest
{
    [Theory]
    [InlineData("assign 39181 to it")]
    [InlineData("assign 39181 to Ed")]
    [InlineData("assign 39181 to him")]
    [InlineData("assign 39181 to o")]
    [InlineData("assign 39181 to es")]
    [InlineData("assign 39181 to Colin and make it medium")]
    [InlineData("assign 39181 nobody@maplewood.example")]
    [InlineData("priority 39181 me")]
    [InlineData("priority 39181 h")]
    [InlineData("priority 39181 igh")]
    [InlineData("move 39181 to c")]
    [InlineData("move 39181 to can")]
    [InlineData("move 39181 to re")]
    [InlineData("move 39181 to ing")]
    [InlineData("move 39181 to resolved")]
    [InlineData("move 39181 to resloved")]
    [InlineData("move 39181 to res")]
    public async Task Nothing_is_changed_by_a_part_of_a_name_nor_closed_by_a_name(string line)
    {
        await Chat.Types(line);

        NothingWasDone();
    }

    [Theory]
    [InlineData("move 39181 to resolved", Verbs.ResolveTicket)]
    [InlineData("move 39181 to reslved", Verbs.ResolveTicket)]
    public async Task Moving_to_a_closed_status_opens_the_resolve_form(string line, string verb) =>
        Assert.Equal(verb, (await Chat.Types(line)).OpenedForm().Verb);

    [Fact]
    public async Task Moving_to_the_canceled_status_opens_the_cancel_form()
    {
        Site.Lookups.Setup(l => l.NextStepsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.InProgress, TestDistrict.Canceled]);

        Assert.Equal(Verbs.CancelTicket, (await Chat.Types("move 39181 to can")).OpenedForm().Verb);
        NothingWasDone();
    }

    [Fact]
    public async Task A_typo_in_a_name_is_corrected_and_reported()
    {
        var answer = await Chat.Types("move 39181 to waitng on vendor");

        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
        Assert.Equal(
            [Texts.Moved.With("Tess Technician", "Waiting on Vendor"), Texts.ReadAs.With("waitng on vendor", "Waiting on Vendor")],
            answer.Notices()
        );
    }

    [Fact]
    public async Task An_ambiguous_status_gets_a_button_for_each_match()
    {
        var other = TestDistrict.Waiting with { Id = TestDistrict.Id(59), Name = "Waiting on Requestor" };
        Site.Lookups.Setup(l => l.NextStepsAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.InProgress, TestDistrict.Waiting, other]);

        var answer = await Chat.Types("move 39181 to waiting");

        Assert.Equal(Texts.WhichName.With("waiting"), answer.Notice());
        Assert.Equal(["Move to Waiting on Vendor", "Move to Waiting on Requestor"], answer.Labels()[..2]);
        NothingWasDone();
        await Chat.Presses((CardAction.Press)answer.Card().Actions[0]);
        Assert.Equal(TestDistrict.Waiting, Site.Laptop.Step);
    }

    [Fact]
    public async Task A_correctly_typed_name_gets_no_extra_notice() => Assert.Single((await Chat.Types("move 39181 to waiting")).Notices());

    [Fact]
    public async Task An_ambiguous_person_gets_a_button_for_each_match()
    {
        var answer = await Chat.Types("assign 39181 to Tess");

        Assert.Equal(Texts.WhichName.With("Tess"), answer.Notice());
        Assert.Equal(["Tess Technician", "Tess Moreno"], answer.Labels()[..2]);
        NothingWasDone();
        await Chat.Presses(answer.Button("Tess Moreno"));
        Assert.Equal("Tess Moreno", Site.Laptop.Assignee?.Name);
    }

    [Theory]
    [InlineData("assign 39181 colin@maplewood.example")]
    [InlineData("assign 39181 to COLIN@maplewood.example")]
    [InlineData("assign 39181 to Colin please")]
    [InlineData("assign 39181 to colleague, thanks")]
    public async Task A_technician_is_found_by_email_and_by_name(string line)
    {
        await Chat.Types(line);

        Assert.Equal(TestDistrict.Colleague.Id, Site.Laptop.Assignee?.Id);
    }

    [Theory]
    [InlineData("search assignedto:colin@maplewood.example")]
    [InlineData("search assignedto:colin")]
    public async Task A_technician_is_found_by_email_and_by_name_in_a_search(string line)
    {
        Site.Holds(Site.Laptop with { Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });

        Assert.Single((await Chat.Types(line)).Rows());
    }

    [Theory]
    [InlineData("priority 39181 urgent", true)]
    [InlineData("priority 39181 to Urgent please", true)]
    public async Task Priority_urgent_marks_the_ticket_as_urgent(string line, bool isUrgent)
    {
        Assert.Equal(Texts.MarkedUrgent.With("Tess Technician"), (await Chat.Types(line)).Notice());
        Assert.Equal(isUrgent, Site.Laptop.IsUrgent);
    }

    [Theory]
    [InlineData("asset 31877", "31877")]
    [InlineData("asset CB-1234", "CB-1234")]
    [InlineData("device CB-1234", "CB-1234")]
    public async Task A_device_without_a_ticket_asks_for_the_ticket(string line, string tag)
    {
        Assert.Equal(Texts.AssetWhichTicket.With(tag), (await Chat.Types(line)).Card().Summary);
        NothingWasDone();
    }

    [Theory]
    [InlineData("attach device CB-1234 to 39181")]
    [InlineData("asset CB-1234 to ticket 39181")]
    [InlineData("asset 39181 CB-1234")]
    public async Task A_device_is_linked_to_the_ticket_after_to(string line)
    {
        await Chat.Types(line);

        Assert.Contains((TestDistrict.Laptop.Id, TestDistrict.Chromebook.Id), Site.Linked);
    }
}
