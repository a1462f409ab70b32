using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>Lines that begin like a filing but are not one, or leave something open, file nothing without asking.</summary>
public sealed class FilingLineTests : SafeLineTest
{
    [Theory]
    [InlineData("new status of my projector no picture ticket?")]
    [InlineData("report on projector no picture tickets this month")]
    [InlineData("new tickets about projector no picture")]
    [InlineData("report status of the projector no picture")]
    [InlineData("create list of projector no picture tickets")]
    [InlineData("file tickets projector no picture")]
    public async Task A_line_about_tickets_is_offered_ticket_lists(string line)
    {
        var answer = await Own.Types(line);

        Assert.Equal(Texts.FilingAboutTickets, answer.Card().Summary);
        Assert.Equal([Texts.ActionMyTickets, Texts.FormSearchTitle, Texts.ActionFile], answer.Labels());
        NothingWasDone();
        Assert.Contains(
            "projector",
            Assert.Single((await Own.Presses(answer.Button(Texts.ActionFile))).OpenedForm().Fields.OfType<Field.Text>()).Value!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("create nothing yet, just asking: can a projector show no picture because of the cable?")]
    [InlineData("new projector shows no picture, is that normal?")]
    [InlineData("report why does the projector show no picture")]
    [InlineData("new is the projector with no picture repaired")]
    [InlineData("file ¿por qué el projector no picture?")]
    public async Task A_question_is_not_filed_without_asking(string line) => await Asks(Own, line, Texts.FilingQuestion);

    [Fact]
    public async Task A_school_without_a_name_does_not_prevent_filing()
    {
        Site.Lookups.Setup(l => l.LocationsAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.High, TestDistrict.Oak with { Name = "" }]);

        await Own.Types("new Projector in 204 shows no picture");

        Assert.Single(Site.Created);
    }

    [Theory]
    [InlineData("new projector no picture at Oak Elementary")]
    [InlineData("new projector no picture at Oak")]
    [InlineData("new OAK projector no picture")]
    [InlineData("new Projector in 101 at Oak Elementary shows no picture")]
    public async Task Another_school_is_filled_in_and_confirmed(string line)
    {
        var form = await Asks(Own, line, Texts.FilingCheck);

        Assert.Equal("Oak Elementary", form.Fields.OfType<Field.Search>().Single(field => field.Id == "location").Selected?.Label);
    }

    [Theory]
    [InlineData("new urgent: projector no picture in 204")]
    [InlineData("new projector no picture in 204 priority:critical")]
    [InlineData("new projector no picture in 204, high priority")]
    [InlineData("new projector no picture asap")]
    public async Task Urgency_is_filled_in_and_confirmed(string line)
    {
        var form = await Asks(Own, line, Texts.FilingCheck);

        Assert.Equal("urgent", form.Fields.OfType<Field.Choice>().Single(field => field.Id == "urgency").Value);
    }

    [Theory]
    [InlineData("new for Sam Stranger: projector no picture in 204")]
    [InlineData("new projector no picture for Sam Stranger")]
    [InlineData("new on behalf of Sam Stranger, projector no picture")]
    public async Task A_requester_who_names_somebody_else_files_only_for_themselves(string line) =>
        await Asks(Own, line, Texts.FilingForYouOnly.With("Sam Stranger"));

    [Fact]
    public async Task A_technician_can_file_for_a_named_person_after_confirming()
    {
        var form = (await Chat.Types("new for Sam Stranger: projector no picture in 204")).OpenedForm();

        NothingWasDone();
        await Chat.Sends(form, ("location", TestDistrict.High.Name));
        Assert.Equal(TestDistrict.Stranger.Id, Assert.Single(Site.Created).RequesterId);
    }

    [Fact]
    public async Task A_forged_form_cannot_change_whom_a_typed_filing_is_for()
    {
        var form = (await Chat.Types("new for Sam Stranger: projector no picture in 204")).OpenedForm();
        var other = TestDistrict.Requester.Id;
        var forged = Conversation.Filled(form, ("location", TestDistrict.High.Name)).With("requester", other);

        var again = (await Chat.Sends(form.Verb, forged)).FormAgain();
        (await Chat.Sends(form.Verb, forged.With("author", other))).FormAgain();
        (await District.ChatOf(TestDistrict.Colleague).Sends(form.Verb, forged.With("requester", TestDistrict.Stranger.Id))).FormAgain();

        Assert.Equal(Texts.FileForUnknown, again.Errors[Form.Whole]);
        NothingWasDone();
    }

    [Theory]
    [InlineData("new Projector in 204 shows no picture")]
    [InlineData("new Projector in 204 shows no picture, not urgent")]
    [InlineData("new Projector in 204 at Maplewood High School shows no picture")]
    [InlineData("new Projector in 204 shows no picture for Rosa Requester")]
    [InlineData("new Projector with the status light on shows no picture")]
    public async Task A_clear_line_is_filed(string line)
    {
        await Own.Types(line);

        Assert.Single(Site.Created);
    }

    private async Task<Form> Asks(Conversation chat, string line, string question)
    {
        var form = (await chat.Types(line)).OpenedForm();

        Assert.StartsWith(question, form.Introduction, StringComparison.Ordinal);
        Assert.NotNull(form.Fields.OfType<Field.Text>().Single().Value);
        NothingWasDone();
        return form;
    }
}
