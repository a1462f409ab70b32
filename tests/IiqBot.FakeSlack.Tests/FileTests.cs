using System.Net;
using System.Net.Http.Headers;

namespace IiqBot.FakeSlack.Tests;

public sealed class FileTests : SlackTest
{
    private readonly HttpClient _bare = new(new HttpClientHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task An_upload_has_three_steps_and_ends_in_a_message()
    {
        var (url, id) = await BeginAsync(3);
        Assert.Equal("OK - 3", await UploadAsync(url, [1, 2, 3], 200));
        var answer = Good(
            await FormAsync(
                "files.completeUploadExternal",
                ("files", $$"""[{"id":"{{id}}","title":"log.txt"}]"""),
                ("channel_id", Channel.Id),
                ("initial_comment", "The log")
            )
        );
        Assert.Equal(id, answer.GetProperty("files")[0].GetProperty("id").GetString());
        var message = await Slack.NextMessageAsync(Channel, cancellationToken: Cancel);
        Assert.Equal(("The log", "log.txt", 3), (message.Text, message.Files[0].Name, message.Files[0].Content.Length));
        Refused(await CallAsync("files.completeUploadExternal", $$"""{"files":[{"id":"{{id}}"}]}"""), "file_not_found");
        Violated("file_not_found");
    }

    [Fact]
    public async Task A_file_is_described_while_the_app_can_see_it()
    {
        var file = Slack.AddFile(Ada, "screen.png", "image/png", [1, 2, 3]);
        Refused(await FormAsync("files.info", ("file", file.Id)), "file_not_found");
        Slack.AddMessage(Channel, Ada, "look", files: [file]);
        var told = Good(await FormAsync("files.info", ("file", file.Id))).GetProperty("file");
        Assert.Equal(("screen.png", 3), (told.GetProperty("name").GetString(), told.GetProperty("size").GetInt32()));
        file.IsDeleted = true;
        Refused(await FormAsync("files.info", ("file", file.Id)), "file_deleted");
    }

    [Fact]
    public async Task The_bytes_may_come_as_a_form_too()
    {
        var (url, _) = await BeginAsync(2);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2]), "filename", "log.txt" } };
        using var answer = await Http.PostAsync(url, form, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Steps_left_out_or_done_wrongly_are_violations()
    {
        Refused(await FormAsync("files.getUploadURLExternal", ("filename", "x"), ("length", "0")), "missing_argument");
        Violated("length");
        var (url, id) = await BeginAsync(3);
        Refused(await CallAsync("files.completeUploadExternal", $$"""{"files":[{"id":"{{id}}"}]}"""), "file_not_found");
        Violated("bytes never came");
        await UploadAsync(url, [1], 400);
        Violated("1 bytes, though 3");
        await UploadAsync(new Uri(Slack.Url, "upload/v1/made-up"), [1], 400);
        Violated("nobody gave out");
        await UploadAsync(url, [1, 2, 3], 200);
        await UploadAsync(url, [1, 2, 3], 400);
        Violated("sent twice");
        Refused(
            await CallAsync("files.completeUploadExternal", $$"""{"files":[{"id":"{{id}}"}],"channel_id":"C1"}"""),
            "channel_not_found"
        );
    }

    [Fact]
    public async Task A_file_is_downloaded_with_the_bot_token()
    {
        var file = Slack.AddFile(Ada, "screen.png", "image/png", [1, 2, 3]);
        Assert.Equal([1, 2, 3], await Http.GetByteArrayAsync(file.PrivateUrl, Cancel));
        using var none = await Http.GetAsync(new Uri(Slack.Url, "files-pri/T0DISTRICT1-F1/x"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_sign_in_page_comes_with_status_200()
    {
        var file = Slack.AddFile(Ada, "screen.png", "image/png", [1, 2, 3]);
        using var bare = await _bare.GetAsync(file.PrivateUrl, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, bare.StatusCode);
        Violated("without a token");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "xoxb-wrong");
        using var answer = await Http.GetAsync(file.PrivateUrl, Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Violated("without a token");
    }

    [Fact]
    public async Task A_redirect_elsewhere_must_not_be_followed()
    {
        var file = Slack.AddFile(Ada, "screen.png", "image/png", [1]);
        file.RedirectsTo = Slack.ElsewhereUrl;
        using var request = new HttpRequestMessage(HttpMethod.Get, file.PrivateUrl);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Slack.BotToken);
        using var answer = await _bare.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.Redirect, Slack.ElsewhereUrl), (answer.StatusCode, answer.Headers.Location));
        Slack.AssertClean();
        Assert.NotEqual(Slack.Url.Host, Slack.ElsewhereUrl.Host);
        using var followed = await _bare.GetAsync(Slack.ElsewhereUrl, Cancel);
        Violated("a redirect was followed");
        using var withToken = await Http.GetAsync(Slack.ElsewhereUrl, Cancel);
        Violated("a token was sent");
    }

    [Fact]
    public void An_external_file_is_marked_as_external()
    {
        var file = Slack.AddExternalFile(Ada, "notes", new Uri(Slack.ElsewhereUrl, "notes"));
        Assert.Equal((true, Slack.ElsewhereUrl.Host), (file.IsExternal, file.PrivateUrl.Host));
    }

    private async Task<(Uri Url, string Id)> BeginAsync(int length)
    {
        var answer = Good(await FormAsync("files.getUploadURLExternal", ("filename", "log.txt"), ("length", $"{length}")));
        return (new Uri(answer.GetProperty("upload_url").GetString()!), answer.GetProperty("file_id").GetString()!);
    }

    private async Task<string> UploadAsync(Uri url, byte[] bytes, int status)
    {
        using var answer = await Http.PostAsync(url, new ByteArrayContent(bytes), Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
