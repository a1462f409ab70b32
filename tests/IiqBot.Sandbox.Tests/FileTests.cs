using System.Net;
using System.Text;

namespace IiqBot.Sandbox.Tests;

public sealed class FileTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    private const string Tickets = "888891ac-91aa-e711-80c2-100dffa00001";

    [Fact]
    public async Task A_file_is_uploaded_attached_listed_and_downloaded()
    {
        var ticket = await Client.FileAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("hello")), "file", "note.txt" } };
        using var uploaded = await Client.Http.PostAsync(new Uri("/api/v1.0/files", UriKind.Relative), form, Cancelled);
        var file = (await Client.ReadAsync(uploaded)).GetProperty("Item").Text("FileId");
        await Client.PostAsync($"files/{file}/entity/{Tickets}/{ticket.Text("TicketId")}");
        var listed = await Client.GetAsync($"files/entity/{Tickets}/{ticket.Text("TicketId")}");

        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        Assert.Equal("note.txt", Assert.Single(listed.GetProperty("Items").EnumerateArray()).Text("FileName"));
        Assert.Equal("hello", await Client.Http.GetStringAsync(new Uri($"/api/v1.0/files/{file}", UriKind.Relative), Cancelled));
        Assert.Equal("31", (await Client.TimelineAsync(ticket))[0].GetProperty("ActivityItems")[0].Text("TicketActivityTypeId"));
    }

    [Fact]
    public async Task A_file_is_saved_from_base64_and_no_base64_is_refused()
    {
        var saved = await Client.PostAsync(
            "files/base64/save",
            new
            {
                FileName = "a.png",
                Content = "aGVsbG8=",
                FileType = 0,
            }
        );
        using var broken = await Client.TryAsync(HttpMethod.Post, "files/base64/save", new { FileName = "a.png", Content = "?" });

        Assert.Equal("image/png", saved.GetProperty("Item").Text("MimeType"));
        Assert.Equal("aGVsbG8=", (await Client.GetAsync($"files/base64/{saved.Text("Uid")}")).GetProperty("Item").Text("Content"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    public async Task A_file_above_25_megabytes_is_too_large()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[26 * 1024 * 1024]), "file", "film.mp4" } };
        using var response = await Client.Http.PostAsync(new Uri("/api/v1.0/files", UriKind.Relative), form, Cancelled);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
