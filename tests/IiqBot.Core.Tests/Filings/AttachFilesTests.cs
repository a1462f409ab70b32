using IiqBot.Core.Features.Filings;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Filings;

/// <summary>Files that people send to the bot.</summary>
public sealed class AttachFilesTests : DistrictTest
{
    public AttachFilesTests() => District.Chat.Keeps("F1", "hum.mp3", 1, 2);

    [Theory]
    [InlineData("attach to 39181", false)]
    [InlineData("#39181", false)]
    [InlineData("take 39181", true)]
    public async Task Files_are_attached_to_the_ticket_named_in_the_text(string words, bool isToldToSendAgain)
    {
        var shown = await SendsAsync(TestDistrict.Technician, words);

        Assert.Equal((Site.Laptop.Id, "hum.mp3"), Assert.Single(Site.Attached.Select(attached => (attached.Ticket, attached.File.Name))));
        Assert.Equal(isToldToSendAgain, shown.Notices().Contains(Texts.FilesAttachedOnly));
        Assert.Null(Site.Laptop.Assignee);
    }

    [Fact]
    public async Task A_person_who_may_not_see_the_ticket_cannot_attach_files()
    {
        await SendsAsync(TestDistrict.Stranger, "attach to 39181");

        Assert.Empty(Site.Attached);
    }

    [Fact]
    public async Task Files_that_cannot_be_downloaded_are_named()
    {
        var shown = await SendsAsync(TestDistrict.Technician, "attach to 39181", "F9 gone.png");

        Assert.Contains("gone.png", shown.Notice(), StringComparison.Ordinal);
        Assert.Empty(Site.Attached);
    }

    [Fact]
    public async Task A_line_that_files_a_ticket_attaches_the_files()
    {
        await SendsAsync(TestDistrict.Requester, "new Projector in 999 shows no picture");

        Assert.Single(Site.Created);
        Assert.Equal("hum.mp3", Assert.Single(Site.Attached).File.Name);
    }

    [Fact]
    public async Task The_same_line_sent_again_files_no_second_ticket()
    {
        var chat = District.ChatOf(TestDistrict.Requester);
        var again = Sent("new Projector in 999 shows no picture", "F1 hum.mp3").With(Form.InstanceKey, Guid.NewGuid().ToString());

        await chat.Presses(Verbs.AttachFiles, again);
        await chat.Presses(Verbs.AttachFiles, again);

        Assert.Single(Site.Created);
    }

    [Fact]
    public async Task A_number_that_is_not_a_ticket_is_part_of_the_report()
    {
        var form = (await SendsAsync(TestDistrict.Requester, "projector from 2019")).OpenedForm();

        Assert.Equal("F1 hum.mp3", form.Hidden[FilingForm.Files]);
    }

    [Theory]
    [InlineData("new it smells of smoke")]
    [InlineData("It hums and hums")]
    [InlineData(null)]
    public async Task An_unclear_line_opens_the_form_with_the_files(string? words)
    {
        var form = (await SendsAsync(TestDistrict.Requester, words)).OpenedForm();

        Assert.Equal("F1 hum.mp3", form.Hidden[FilingForm.Files]);
        await District
            .ChatOf(TestDistrict.Requester)
            .Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("description", "It hums"));
        Assert.Equal("hum.mp3", Assert.Single(Site.Attached).File.Name);
    }

    [Fact]
    public async Task Without_files_the_answer_says_how_to_send_them()
    {
        var told = await District.ChatOf(TestDistrict.Requester).Types("attach to 39181");

        Assert.Equal(Texts.NoFiles, told.Card().Summary);
    }

    private Task<BotResponse> SendsAsync(IncidentIq.Lookups.User person, string? words, string files = "F1 hum.mp3") =>
        District.ChatOf(person).Presses(Verbs.AttachFiles, Sent(words, files));

    private static Arguments Sent(string? words, string files) =>
        Arguments
            .None.With(ArgumentNames.Text, words)
            .With(ArgumentNames.MessageFileNames, "hum.mp3")
            .With(ArgumentNames.MessageAttachments, files);
}
