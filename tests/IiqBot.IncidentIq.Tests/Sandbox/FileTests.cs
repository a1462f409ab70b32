using IiqBot.IncidentIq.Files;

namespace IiqBot.IncidentIq.Tests.Sandbox;

public sealed class FileTests(SandboxFixture site) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_uploaded_and_attached_under_its_name()
    {
        var ticket = await site.FileAsync("with files", Cancel);
        Assert.Empty(await site.Files.OfTicketAsync(ticket.Id, Cancel));

        await site.Files.AttachAsync(ticket.Id, new("Bildschirm größer.png", "image/png", new byte[] { 1, 2, 3 }), Cancel);
        await site.Files.AttachAsync(ticket.Id, new("a b.txt", "no media type", new byte[] { 4 }), Cancel);

        Assert.Equal(
            [new TicketFile("Bildschirm größer.png", 3), new TicketFile("a b.txt", 1)],
            await site.Files.OfTicketAsync(ticket.Id, Cancel)
        );
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        var ticket = await site.FileAsync("with a large file", Cancel);

        var failure = await Assert.ThrowsAsync<IncidentIqException>(() =>
            site.Files.AttachAsync(ticket.Id, new("film.mp4", "video/mp4", new byte[NewFile.MaxBytes + 1]), Cancel)
        );

        Assert.Equal((IncidentIqFailure.Invalid, 413), (failure.Failure, failure.StatusCode));
        Assert.Empty(await site.Files.OfTicketAsync(ticket.Id, Cancel));
    }

    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("say \"hi\"\r\nX: y.png", "say _hi_ X_ y.png")]
    [InlineData(" ", "file")]
    public void A_file_name_contains_no_forbidden_characters(string given, string kept) =>
        Assert.Equal(kept, new NewFile(given, null, default).Name);
}
