using System.Text.Json.Nodes;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.FakeConnector;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.EndToEnd;

/// <summary>
/// Files that people send in Teams, against a fake Teams that checks who downloads them and how. Each test ends without a violation.
/// </summary>
public sealed class FileTests : IAsyncLifetime
{
    private const int MaxBytes = 10;

    private BotUnderTeams _bot = null!;

    private FakeTeams Teams => _bot.Teams;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await BotUnderTeams.StartAsync();

    public async ValueTask DisposeAsync()
    {
        var violations = _bot.Teams.Violations;
        await _bot.DisposeAsync();
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("attach to 39181")]
    [InlineData("")]
    public async Task A_message_with_files_becomes_a_request_to_attach_them(string words)
    {
        var file = Teams.AddFile("hum.mp3", "audio/mpeg", [1, 2, 3]);

        var sent = await SendAsync(words, file, Teams.AddPicture("image/png", [4]));

        Assert.Equal(
            (RequestKind.Message, Verbs.AttachFiles, words),
            (_bot.LastRequest.Kind, _bot.LastRequest.Verb, _bot.LastRequest.Arguments[ArgumentNames.Text] ?? "")
        );
        Assert.Equal(["hum.mp3", "image-1"], sent.Select(sentFile => sentFile.Name));
        Assert.Equal("hum.mp3, image-1", _bot.LastRequest.Arguments[ArgumentNames.MessageFileNames]);
        Assert.DoesNotContain(_bot.LastRequest.Arguments.Values, argument => argument.Value.Contains("://", StringComparison.Ordinal));
        Assert.Equal(0, file.Downloads);
    }

    [Fact]
    public async Task A_file_can_be_downloaded_repeatedly_for_its_sender()
    {
        var sent = await SendAsync("attach to 39181", Teams.AddFile("hum.mp3", "audio/mpeg", [1, 2, 3]));

        for (var i = 0; i < 2; i++)
        {
            var opened = Assert.IsType<FileHandout.Opened>(await OpenAsync(sent[0]));
            Assert.Equal(("hum.mp3", "audio/mpeg"), (opened.Name, opened.MediaType));
            Assert.Equal([1, 2, 3], opened.Content.ToArray());
        }
    }

    [Fact]
    public async Task A_pasted_picture_is_downloaded_with_a_new_token_if_the_old_one_was_revoked()
    {
        var sent = await SendAsync("", Teams.AddPicture("image/jpeg", [1, 2, 3]));
        Teams.RevokeAccessTokens();

        var opened = Assert.IsType<FileHandout.Opened>(await OpenAsync(sent[0]));

        Assert.Equal(("image-1.jpg", "image/jpeg"), (opened.Name, opened.MediaType));
        Assert.Equal([1, 2, 3], opened.Content.ToArray());
    }

    [Fact]
    public async Task A_reference_is_valid_only_for_its_sender()
    {
        var file = Teams.AddFile("hum.mp3", "audio/mpeg", [1]);
        var sent = await SendAsync("", file);
        var ada = _bot.LastRequest.Actor;

        Assert.Equal(
            FileTrouble.Expired,
            await WhyNotAsync(sent[0].Reference, ada with { UserId = Teams.AddPerson("Eve", "eve@school.example").AadObjectId! })
        );
        Assert.Equal(FileTrouble.Expired, await WhyNotAsync(sent[0].Reference, ada with { Tenant = Guid.NewGuid().ToString() }));
        Assert.Equal(FileTrouble.Expired, await WhyNotAsync(file.Url.AbsoluteUri, ada));
        Assert.Equal(0, file.Downloads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reading_stops_when_a_file_is_too_large(bool hidesLength)
    {
        var file = Teams.AddFile("film.mp4", "video/mp4", new byte[MaxBytes + 1]);
        file.HidesLength = hidesLength;

        Assert.Equal(FileTrouble.TooLarge, await WhyNotAsync(file));
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        var file = Teams.AddFile("hum.mp3", "audio/mpeg", [1]);
        file.RedirectsTo = new Uri(Teams.LoginAuthority, "/signin"); // nothing is served there, so following it is a violation

        Assert.Equal(FileTrouble.Unavailable, await WhyNotAsync(file));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_an_expired_link_is_reported_as_expired()
    {
        var (deleted, old) = (Teams.AddFile("a.png", "image/png", [1]), Teams.AddFile("b.png", "image/png", [1]));
        deleted.IsDeleted = old.IsExpired = true;

        Assert.Equal(FileTrouble.Gone, await WhyNotAsync(deleted));
        Assert.Equal(FileTrouble.Expired, await WhyNotAsync(old));
    }

    [Theory]
    [InlineData(403, FileTrouble.NotAllowed)]
    [InlineData(503, FileTrouble.Unavailable)]
    public async Task A_refusal_by_the_connector_has_a_reason(int status, FileTrouble why)
    {
        Teams.Faults.Answer(status, on: ConnectorOperation.Read);

        Assert.Equal(why, await WhyNotAsync(Teams.AddPicture("image/png", [1])));
        Teams.Faults.Clear();
    }

    [Fact]
    public async Task A_file_at_an_unknown_address_is_not_downloaded()
    {
        var file = Teams.AddFile("a.png", "image/png", [1]);
        file.Url = new Uri(Teams.LoginAuthority, "/a.png");

        Assert.Equal(FileTrouble.Elsewhere, await WhyNotAsync(file));
    }

    [Fact]
    public async Task An_external_image_is_not_a_file()
    {
        var picture = Teams.AddPicture("image/png", [1]);
        picture.Url = new Uri($"https://district-my.sharepoint.com{picture.Url.AbsolutePath}");

        Assert.Empty(await SendAsync("help", picture));

        Assert.Equal((null, "help"), (_bot.LastRequest.Verb, _bot.LastRequest.Text));
    }

    [Fact]
    public async Task Emojis_links_and_lists_are_read_and_quotes_are_ignored()
    {
        await Teams.SayAsync(
            _bot.Chat,
            _bot.Ada,
            [
                new Typed.Quote("Rita", "close 39182"),
                new Typed.Words("comment 39181 "),
                new Typed.Emoji("yes", "👍"),
                new Typed.Words(" see "),
                new Typed.Link("this article", new Uri("https://kb.example.org/a/17")),
                new Typed.Bullets("one", "two"),
            ],
            cancellationToken: Cancel
        );
        await _bot.NextMessageAsync(_bot.Chat);

        Assert.Equal(
            (null, "comment 39181 👍 see this article (https://kb.example.org/a/17)\none\ntwo"),
            (_bot.LastRequest.Verb, _bot.LastRequest.Text)
        );
    }

    [Fact]
    public async Task A_picture_in_a_channel_is_ignored()
    {
        var channel = Teams.AddTeam("Science", [_bot.Ada]).General;

        await Teams.SayAsync(
            channel,
            _bot.Ada,
            "help",
            mentionBot: true,
            files: [Teams.AddPicture("image/png", [1])],
            cancellationToken: Cancel
        );
        await _bot.NextMessageAsync(channel);

        Assert.Equal((null, "help"), (_bot.LastRequest.Verb, _bot.LastRequest.Text));
    }

    [Fact]
    public async Task The_HTML_of_a_message_is_not_a_file()
    {
        var activity = Teams.Compose("message", _bot.Chat, _bot.Ada);
        activity["text"] = "help";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = "<p><b>help</b></p>" });

        await Teams.RawAsync(activity, cancellationToken: Cancel);
        await _bot.NextMessageAsync(_bot.Chat);

        Assert.Equal((null, "help"), (_bot.LastRequest.Verb, _bot.LastRequest.Text));
    }

    private async Task<IReadOnlyList<PlatformFile>> SendAsync(string words, params FakeFile[] files)
    {
        await Teams.SayAsync(_bot.Chat, _bot.Ada, words, files: files, cancellationToken: Cancel);
        await _bot.NextMessageAsync(_bot.Chat);
        return PlatformFile.Read(_bot.LastRequest.Arguments[ArgumentNames.MessageAttachments]);
    }

    private async Task<FileTrouble> WhyNotAsync(FakeFile file) =>
        Assert.IsType<FileHandout.Refused>(await OpenAsync(Assert.Single(await SendAsync("", file)))).Why;

    private async Task<FileTrouble> WhyNotAsync(string reference, Actor asker) =>
        Assert.IsType<FileHandout.Refused>(await OpenAsync(reference, asker)).Why;

    private Task<FileHandout> OpenAsync(PlatformFile file) => OpenAsync(file.Reference, _bot.LastRequest.Actor);

    private Task<FileHandout> OpenAsync(string reference, Actor asker) =>
        Assert.Single(_bot.Services.GetServices<IFileSource>()).OpenAsync(asker, reference, MaxBytes, Cancel);
}
