using IiqBot.Core.Features.Filings;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Files;

namespace IiqBot.Core.Tests.Filings;

/// <summary>The files of a message from which a ticket is made.</summary>
public sealed class FilingFilesTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    [Fact]
    public async Task The_files_of_a_message_are_attached_to_its_ticket()
    {
        District.Chat.Keeps("F1", "hum.mp3", 1, 2).Keeps("F2", "photo.png", 3).Keeps("F3", "photo.png", 3);

        var filed = await FileAsync("F1 hum.mp3\nF2 photo.png\nF3 photo.png");

        var ticket = filed.Card().Ticket!.TicketId;
        Assert.Equal(
            [(ticket, "hum.mp3", 2), (ticket, "photo.png", 1), (ticket, "photo.png", 1)],
            Site.Attached.Select(a => (a.Ticket, a.File.Name, a.File.Content.Length))
        );
        Assert.Equal([("tenant", "F1"), ("tenant", "F2"), ("tenant", "F3")], District.Chat.Asked);
        Assert.Equal(Texts.Filed.With(Site[ticket].Number), filed.Notice());
    }

    [Fact]
    public async Task A_message_without_files_causes_no_file_calls()
    {
        await FileAsync(null);

        Assert.Empty(Site.Files.Invocations);
        Assert.Empty(District.Chat.Asked);
    }

    [Fact]
    public async Task A_continued_filing_attaches_no_file_twice()
    {
        var began = Hangs("F2");
        District.Chat.Keeps("F1", "hum.mp3", 1, 2);
        var form = await FormAsync("F1 hum.mp3\nF2 photo.png");
        var waiting = (Chat with { Budget = TimeSpan.FromSeconds(3) }).Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()));
        await began.WaitAsync(TestContext.Current.CancellationToken);
        District.Time.Advance(TimeSpan.FromSeconds(3));
        await waiting;
        Assert.Equal("hum.mp3", Assert.Single(Site.Attached).File.Name);

        District.Chat.Keeps("F2", "photo.png", 3);
        await District.PumpAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(["hum.mp3", "photo.png"], Site.Attached.Select(a => a.File.Name));
        Assert.Single(Site.Created);
    }

    [Theory]
    [InlineData(FileTrouble.TooLarge, nameof(Texts.FileTooLarge))]
    [InlineData(FileTrouble.Elsewhere, nameof(Texts.FileElsewhere))]
    [InlineData(FileTrouble.Gone, nameof(Texts.FileGone))]
    [InlineData(FileTrouble.Expired, nameof(Texts.FileExpired))]
    [InlineData(FileTrouble.NotAllowed, nameof(Texts.FileNotAllowed))]
    [InlineData(FileTrouble.Unavailable, nameof(Texts.FileUnavailable))]
    public async Task The_filed_tickets_card_names_each_file_that_is_missing_and_why(FileTrouble why, string sentence)
    {
        District.Chat.Refuses("F1", why).Keeps("F2", "photo.png", 3);

        var filed = await FileAsync("F1 hum.mp3\nF2 photo.png");

        var ticket = Site[filed.Card().Ticket!.TicketId];
        Assert.Equal([Texts.Filed.With(ticket.Number), Texts.ResourceManager.GetString(sentence, null)!.With("hum.mp3")], filed.Notices());
        Assert.Equal("photo.png", Assert.Single(Site.Attached).File.Name);
    }

    [Theory]
    [InlineData(IncidentIqFailure.Invalid, 413, nameof(Texts.FileTooLarge))]
    [InlineData(IncidentIqFailure.Invalid, 415, nameof(Texts.FileRefused))]
    [InlineData(IncidentIqFailure.NotPermitted, 403, nameof(Texts.FileRefused))]
    [InlineData(IncidentIqFailure.ServerFailed, 500, nameof(Texts.FileUnconfirmed))]
    public async Task A_file_that_Incident_IQ_does_not_accept_does_not_fail_the_filing(
        IncidentIqFailure failure,
        int status,
        string sentence
    )
    {
        District.Chat.Keeps("F1", "hum.mp3", 1);
        Site.Files.Setup(f => f.AttachAsync(It.IsAny<Guid>(), It.IsAny<NewFile>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(failure, "POST files") { StatusCode = status });

        var filed = await FileAsync("F1 hum.mp3");

        Assert.Equal(Texts.ResourceManager.GetString(sentence, null)!.With("hum.mp3"), filed.Notices()[1]);
        Assert.DoesNotContain("hum.mp3", District.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_uploaded_if_the_existing_files_cannot_be_read()
    {
        District.Chat.Keeps("F1", "hum.mp3", 1);
        Site.Files.Setup(f => f.OfTicketAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET files"));

        var filed = await FileAsync("F1 hum.mp3");

        Assert.Equal(Texts.FileUnconfirmed.With("hum.mp3"), filed.Notices()[1]);
        Assert.Empty(Site.Attached);
    }

    [Fact]
    public async Task A_download_that_hangs_leaves_time_to_show_the_ticket()
    {
        var began = Hangs("F1");

        var filing = FileAsync("F1 hum.mp3");
        await began.WaitAsync(TestContext.Current.CancellationToken);
        District.Time.Advance(FilingFiles.Patience);

        Assert.Equal(Texts.FileUnconfirmed.With("hum.mp3"), (await filing).Notices()[1]);
    }

    [Fact]
    public void File_references_from_a_client_are_validated()
    {
        Assert.Empty(PlatformFile.Read(null));
        Assert.Empty(PlatformFile.Read("\n \n"));
        Assert.Equal([new("F1", "F1"), new("F2", "a b")], PlatformFile.Read("F1\r\nF2 a b\nF1 again\n" + new string('x', 700) + " y"));
        Assert.Equal(PlatformFile.Most, PlatformFile.Read(string.Join('\n', Enumerable.Range(0, 50))).Count);
        Assert.Equal(30, PlatformFile.Read("F1 " + new string('n', 200))[0].Name.Length);
    }

    [Fact]
    public void File_references_survive_writing_and_reading()
    {
        PlatformFile[] files = [new("F1", "hum.mp3"), new("https://chat.example/f?x=1", "my photo.png")];

        Assert.Equal(files, PlatformFile.Read(PlatformFile.Write([.. files, new("no reference", "x")])));
        Assert.Null(PlatformFile.Write([]));
    }

    private Task Hangs(string reference)
    {
        var began = new TaskCompletionSource();
        District.Chat.Answers(
            reference,
            async token =>
            {
                began.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                throw new InvalidOperationException("never reached");
            }
        );
        return began.Task;
    }

    private async Task<BotResponse> FileAsync(string? files) => await SendAsync(await FormAsync(files));

    private async Task<Form> FormAsync(string? files) =>
        (
            await Chat.Presses(
                Verbs.FileFromMessage,
                Arguments.Of(ArgumentNames.Text, "It hums").With(ArgumentNames.MessageAttachments, files)
            )
        ).OpenedForm();

    private Task<BotResponse> SendAsync(Form form) =>
        Chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("location", TestDistrict.High.Id.ToString()));
}
