using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Places;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Features;

/// <summary>Technicians correct the subject, issue, place and urgency of a ticket.</summary>
public sealed class EditTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Theory]
    [InlineData("edit 39181")]
    [InlineData("update ticket 39181")]
    [InlineData("edit #39181")]
    public async Task The_form_shows_the_tickets_values(string line)
    {
        var form = (await Chat.Types(line)).OpenedForm();

        Assert.Equal(TestDistrict.Laptop.Subject, Assert.Single(form.Fields.OfType<Field.Text>()).Value);
        Assert.Equal(
            ["Chromebook › Screen cracked", "Maplewood High School", "204"],
            form.Fields.OfType<Field.Search>().Select(field => field.Selected?.Label)
        );
    }

    [Fact]
    public async Task Only_changed_values_are_sent_and_reported()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();

        var answer = await Chat.Sends(form, (EditTicket.Subject, "Laptop was dropped"), (FilingForm.Urgency, FilingForm.Urgent));

        Assert.Equal(new TicketChanges { Subject = "Laptop was dropped", IsUrgent = true }, Assert.Single(Site.Updates));
        Assert.Equal(Texts.Edited.With("Tess Technician", "Subject, Urgency"), answer.Notice());
        Assert.Contains("Laptop was dropped", answer.Card().Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_moves_to_a_room_of_another_school()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();

        var again = (await Chat.Sends(form, (PlaceFields.Location, TestDistrict.Oak.Name))).FormAgain();
        Assert.Equal(Texts.EditRoomNeeded, again.Errors[PlaceFields.Room]);
        Assert.Empty(Site.Updates);

        await Chat.Sends(again, (PlaceFields.Location, TestDistrict.Oak.Name), (PlaceFields.Room, TestDistrict.OakRoom.Name));
        Assert.Equal(new TicketChanges { LocationId = TestDistrict.Oak.Id, RoomId = TestDistrict.OakRoom.Id }, Assert.Single(Site.Updates));
    }

    [Fact]
    public async Task A_form_without_changes_changes_nothing()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();

        Assert.Equal(Texts.EditedNothing, (await Chat.Sends(form)).Notice());
        Assert.Empty(Site.Updates);
    }

    [Fact]
    public async Task A_colleagues_change_since_is_reported_and_nothing_is_overwritten()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();
        await District.ChatOf(TestDistrict.Colleague).Types("priority 39181 low");

        var again = (await Chat.Sends(form, (EditTicket.Subject, "Laptop was dropped"))).FormAgain();

        Assert.Contains("Colin Colleague", again.Errors[Form.Whole], StringComparison.Ordinal);
        Assert.Equal("Laptop was dropped", Assert.Single(again.Fields.OfType<Field.Text>()).Value);
        Assert.Empty(Site.Updates);
    }

    [Fact]
    public async Task A_colleagues_change_since_stays_if_the_form_is_sent_again()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();
        var colleagues = (await District.ChatOf(TestDistrict.Colleague).Types("edit 39181")).OpenedForm();
        await District
            .ChatOf(TestDistrict.Colleague)
            .Sends(
                colleagues,
                (FilingForm.Urgency, FilingForm.Urgent),
                (PlaceFields.Location, TestDistrict.Oak.Name),
                (PlaceFields.Room, TestDistrict.OakRoom.Name)
            );

        var again = (await Chat.Sends(form, (EditTicket.Subject, "Laptop was dropped"))).FormAgain();
        await Chat.Sends(again);

        Assert.Equal(new TicketChanges { Subject = "Laptop was dropped" }, Site.Updates[^1]);
        Assert.Equal(
            (TestDistrict.Oak.Id, TestDistrict.OakRoom.Id, true),
            (Site.Laptop.LocationId, Site.Laptop.RoomId, Site.Laptop.IsUrgent)
        );
    }

    [Fact]
    public async Task A_change_by_a_rule_since_stays()
    {
        var form = (await Chat.Types("edit 39181")).OpenedForm();
        Site.Changes(Site.Laptop with { IsUrgent = true, Subject = "Routed" }, null, "Urgent", ActivityKind.Revision);

        await Chat.Sends(form, (PlaceFields.Location, TestDistrict.Oak.Name), (PlaceFields.Room, TestDistrict.OakRoom.Name));

        Assert.Equal(new TicketChanges { LocationId = TestDistrict.Oak.Id, RoomId = TestDistrict.OakRoom.Id }, Assert.Single(Site.Updates));
    }

    [Fact]
    public async Task A_ticket_in_a_room_that_no_longer_exists_can_be_edited()
    {
        Site.Holds(Site.Laptop with { RoomId = TestDistrict.Id(999), RoomName = "Gone" });
        var form = (await Chat.Types("edit 39181")).OpenedForm();

        await Chat.Sends(form, (EditTicket.Subject, "Laptop was dropped"));

        Assert.Equal(new TicketChanges { Subject = "Laptop was dropped" }, Assert.Single(Site.Updates));
    }

    [Fact]
    public async Task A_requester_and_a_closed_ticket_are_refused()
    {
        Assert.Equal(Texts.RefusedNotAgent, (await District.ChatOf(TestDistrict.Requester).Types("edit 39181")).Notice());
        Site.Holds(Site.Laptop with { Step = TestDistrict.Resolved, IsClosed = true });
        Assert.Equal(Texts.TicketIsClosed, (await Chat.Types("edit 39181")).Notice());
    }
}
