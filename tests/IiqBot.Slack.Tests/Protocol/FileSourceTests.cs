using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.FakeSlack;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Files that are downloaded from Slack for a ticket.</summary>
public sealed class FileSourceTests : IAsyncLifetime
{
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await BotUnderSlack.StartAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task A_file_of_a_message_can_be_downloaded()
    {
        var opened = Assert.IsType<FileHandout.Opened>(
            await OpenAsync(Posted(_bot.Slack.AddFile(_bot.Grace, "a.png", "image/png", [1, 2, 3])).Id)
        );

        Assert.Equal(("a.png", "image/png"), (opened.Name, opened.MediaType));
        Assert.Equal([1, 2, 3], opened.Content.ToArray());
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_downloaded()
    {
        var file = Posted(_bot.Slack.AddFile(_bot.Grace, "film.mp4", "video/mp4", new byte[11]));

        Assert.Equal(FileTrouble.TooLarge, await WhyNotAsync(file.Id));
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method == "file download");
    }

    [Fact]
    public async Task An_external_file_is_not_downloaded()
    {
        Assert.Equal(
            FileTrouble.Elsewhere,
            await WhyNotAsync(Posted(_bot.Slack.AddExternalFile(_bot.Grace, "plan", _bot.Slack.ElsewhereUrl)).Id)
        );
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var trick = Posted(_bot.Slack.AddFile(_bot.Grace, "a.png", "image/png", [1]));
        trick.RedirectsTo = _bot.Slack.ElsewhereUrl;

        Assert.Equal(FileTrouble.Unavailable, await WhyNotAsync(trick.Id));
    }

    [Fact]
    public async Task A_deleted_invisible_or_unknown_file_is_gone()
    {
        var deleted = Posted(_bot.Slack.AddFile(_bot.Grace, "a.png", "image/png", [1]));
        deleted.IsDeleted = true;

        Assert.Equal(FileTrouble.Gone, await WhyNotAsync(deleted.Id));
        Assert.Equal(FileTrouble.Gone, await WhyNotAsync(_bot.Slack.AddFile(_bot.Grace, "secret.png", "image/png", [1]).Id));
        Assert.Equal(FileTrouble.Gone, await WhyNotAsync(_bot.Slack.ElsewhereUrl.AbsoluteUri));
    }

    [Theory]
    [InlineData("missing_scope", FileTrouble.NotAllowed)]
    [InlineData("access_denied", FileTrouble.NotAllowed)]
    [InlineData("some_new_error", FileTrouble.Unavailable)]
    public async Task A_refusal_by_Slack_has_a_reason(string error, FileTrouble why)
    {
        var file = Posted(_bot.Slack.AddFile(_bot.Grace, "a.png", "image/png", [1]));
        _bot.Slack.Faults.Refuse(error, 1, "files.info");

        Assert.Equal(why, await WhyNotAsync(file.Id));
    }

    private FakeFile Posted(FakeFile file)
    {
        _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Look", files: [file]);
        return file;
    }

    private Task<FileHandout> OpenAsync(string reference) =>
        Assert
            .Single(_bot.Services.GetServices<IFileSource>(), source => source.Platform == "slack")
            .OpenAsync(new Actor("slack", _bot.Slack.Team.Id, _bot.Grace.Id), reference, 10, Cancel);

    private async Task<FileTrouble> WhyNotAsync(string reference) => Assert.IsType<FileHandout.Refused>(await OpenAsync(reference)).Why;
}
