using System.Net.Http.Headers;

namespace IiqBot.FakeConnector.Tests;

public sealed class FileTests : TeamsTest
{
    [Fact]
    public async Task Files_and_pictures_arrive_as_Teams_attaches_them()
    {
        await using var bot = await ScriptedBot.StartAsync();
        Teams.MessagingEndpoint = bot.Endpoint;
        var (file, picture) = (Teams.AddFile("hum.mp3", "audio/mpeg", [1]), Teams.AddPicture("image/png", [1]));

        await Teams.SayAsync(Chat, Ada, "It hums", files: [file, picture], cancellationToken: Cancel);

        var attachments = (await bot.NextAsync()).Activity["attachments"]!.AsArray();
        Assert.Equal(
            ["application/vnd.microsoft.teams.file.download.info", "image/*", "text/html"],
            attachments.Select(attachment => (string)attachment!["contentType"]!)
        );
        Assert.Equal(
            ("hum.mp3", "mp3", file.Url.AbsoluteUri),
            (
                (string)attachments[0]!["name"]!,
                (string)attachments[0]!["content"]!["fileType"]!,
                (string)attachments[0]!["content"]!["downloadUrl"]!
            )
        );
        Assert.Equal(picture.Url.AbsoluteUri, (string)attachments[1]!["contentUrl"]!);
    }

    [Fact]
    public async Task Outside_personal_chats_there_are_no_files()
    {
        var channel = Teams.AddTeam("Science", [Ada]).General;

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Teams.SayAsync(channel, Ada, "see", mentionBot: true, files: [Teams.AddFile("a", "text/plain", [1])], cancellationToken: Cancel)
        );
    }

    [Fact]
    public async Task A_file_is_downloaded_without_a_token_and_refused_with_one()
    {
        var file = Teams.AddFile("hum.mp3", "audio/mpeg", [1, 2]);
        Assert.True(file.Url.AbsoluteUri.Length > 1400);

        Assert.Equal(401, await StatusAsync(file.Url, withToken: true));
        Violated("without a token");
        Assert.Equal(200, await StatusAsync(file.Url));
        file.IsExpired = true;
        Assert.Equal(401, await StatusAsync(file.Url));
        Assert.Equal(1, file.Downloads);
    }

    [Fact]
    public async Task An_address_that_was_tampered_with_opens_nothing()
    {
        var file = Teams.AddFile("hum.mp3", "audio/mpeg", [1]);

        Assert.Equal(401, await StatusAsync(new Uri(file.Url.AbsoluteUri[..^1])));
        Assert.Equal(404, await StatusAsync(new Uri("https://district-my.sharepoint.com/_layouts/15/download.aspx?UniqueId=1")));
        Violated("no such file");
    }

    [Fact]
    public async Task A_picture_needs_the_bots_token()
    {
        var picture = Teams.AddPicture("image/png", [1]);

        Assert.Equal(401, await StatusAsync(picture.Url));
        Violated("the access token is missing");
        Assert.Equal(200, await StatusAsync(picture.Url, withToken: true));
    }

    private async Task<int> StatusAsync(Uri url, bool withToken = false)
    {
        using var client = new HttpClient(Teams.CreateTrustingHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (withToken)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(Http.DefaultRequestHeaders.Authorization!.ToString());
        using var answer = await client.SendAsync(request, Cancel);
        return (int)answer.StatusCode;
    }
}
