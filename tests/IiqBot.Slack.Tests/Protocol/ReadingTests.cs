using System.Text.Json.Nodes;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.FakeSlack;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Reads what a message says, wherever Slack puts it, and reads each message once.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        _bot.Dispatcher.Answer(new BotResponse.Silent());
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData("new Projector shows no picture", false)]
    [InlineData("new Projector shows no picture", true)]
    public async Task A_message_in_several_events_is_one_request(string text, bool hasFile)
    {
        IReadOnlyList<FakeFile> files = hasFile ? [_bot.Slack.AddFile(_bot.Ada, "a.png", "image/png", [1])] : [];
        await _bot.Client.SayAsync(_bot.Chat, $"{_bot.Slack.Mention} {text}", files: files, cancellationToken: Cancel);
        var message = _bot.Chat.Messages[^1];

        await _bot.Slack.TellAgainAsync(message, cancellationToken: Cancel);
        await _bot.Slack.TellAgainAsync(message, asMention: true, Cancel);

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(($"{_bot.Chat.Id}:{message.Ts}", (string?)null), (request.Id, request.Conversation.Thread));
    }

    [Fact]
    public async Task A_mention_in_several_events_is_one_request()
    {
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} take 12", cancellationToken: Cancel);

        await _bot.Slack.TellAgainAsync(_bot.Channel.Messages[^1], cancellationToken: Cancel);

        Assert.Equal("take 12", Assert.Single(_bot.Dispatcher.Asked).Text);
    }

    [Fact]
    public async Task The_same_text_sent_again_is_another_request()
    {
        await _bot.Client.SayAsync(_bot.Chat, "take 12", cancellationToken: Cancel);
        await _bot.Client.SayAsync(_bot.Chat, "take 12", cancellationToken: Cancel);

        Assert.Equal(2, _bot.Dispatcher.Asked.DistinctBy(request => request.Id).Count());
    }

    [Fact]
    public async Task A_forwarded_message_is_read_with_its_text_link_and_files()
    {
        var file = _bot.Slack.AddFile(_bot.Grace, "screen.png", "image/png", [1]);
        var original = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Smart board in 118 flickers &amp; hums", files: [file]);

        await _bot.Client.ForwardAsync(original, _bot.Chat, cancellationToken: Cancel);

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(
            (Verbs.FileFromMessage, "Smart board in 118 flickers & hums", _bot.Slack.PermalinkOf(original)),
            (request.Verb, request.Arguments[ArgumentNames.Text], request.Arguments[ArgumentNames.MessageLink])
        );
        Assert.Equal([new PlatformFile(file.Id, "screen.png")], PlatformFile.Read(request.Arguments[ArgumentNames.MessageAttachments]));
        Assert.Equal("screen.png", request.Arguments[ArgumentNames.MessageFileNames]);
    }

    [Fact]
    public async Task Text_typed_above_a_forwarded_message_is_the_command()
    {
        var original = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "close 39181");

        await _bot.Client.ForwardAsync(original, _bot.Chat, "new", Cancel);

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal((null, $"new\n\nclose 39181\n\n{_bot.Slack.PermalinkOf(original)}"), (request.Verb, request.Text));
    }

    [Fact]
    public async Task Files_of_a_forwarded_message_are_read_with_typed_text()
    {
        var file = _bot.Slack.AddFile(_bot.Grace, "screen.png", "image/png", [1]);
        var original = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "It flickers", files: [file]);

        await _bot.Client.ForwardAsync(original, _bot.Chat, "attach to 39181", Cancel);

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal((Verbs.AttachFiles, "attach to 39181\n\nIt flickers"), (request.Verb, request.Arguments[ArgumentNames.Text]));
        Assert.Equal([new PlatformFile(file.Id, "screen.png")], PlatformFile.Read(request.Arguments[ArgumentNames.MessageAttachments]));
    }

    [Theory]
    [InlineData("{0}, take 39182", "take 39182", null)]
    [InlineData("{0}: take 39182", "take 39182", null)]
    [InlineData("{0} - take 39182", "take 39182", null)]
    [InlineData("{0}: new Printer in room 118 is out of toner", "new Printer in room 118 is out of toner", null)]
    [InlineData("{0} &gt;&gt; take 39182", "take 39182", null)]
    [InlineData("fyi {0} my tickets", "fyi my tickets", "my tickets")]
    [InlineData(":wave: {0} my tickets", "👋 my tickets", "my tickets")]
    [InlineData("take 39182 {0}", "take 39182", "")]
    public async Task The_mention_is_removed_with_the_separator_after_it(string text, string line, string? behind)
    {
        var said = text.Replace("{0}", _bot.Slack.Mention, StringComparison.Ordinal);
        await _bot.Client.SayAsync(_bot.Channel, said, cancellationToken: Cancel);
        await _bot.Client.SayAsync(_bot.Chat, said, cancellationToken: Cancel);

        Assert.All(_bot.Dispatcher.Asked, request => Assert.Equal((line, behind), (request.Text, request.TextBehindName)));
        Assert.Equal(2, _bot.Dispatcher.Asked.Count);
    }

    [Theory]
    [InlineData("IiqBot: take 39182")]
    [InlineData("@IiqBot take 39182")]
    [InlineData("iiqbot, take 39182")]
    [InlineData("Help desk: take 39182")]
    [InlineData("@help_desk take 39182")]
    public async Task The_typed_name_of_the_bot_is_removed_too(string text)
    {
        _bot.Services.GetRequiredService<BotNames>().Note("help_desk");

        await _bot.Client.SayAsync(_bot.Chat, text, cancellationToken: Cancel);

        Assert.Equal("take 39182", Assert.Single(_bot.Dispatcher.Asked).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_shortcut_and_the_reaction_read_a_forwarded_messages_text(bool isShortcut)
    {
        var original = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Smart board in 118 flickers");
        await _bot.Client.ForwardAsync(original, _bot.Channel, cancellationToken: Cancel);
        var forwarded = _bot.Channel.Messages[^1];

        await MakeTicketOfAsync(forwarded, isShortcut);

        var arguments = Assert.Single(_bot.Dispatcher.Asked).Arguments;
        Assert.Equal(
            ("Smart board in 118 flickers", _bot.Slack.PermalinkOf(original)),
            (arguments[ArgumentNames.Text], arguments[ArgumentNames.MessageLink])
        );
    }

    [Theory]
    [InlineData(
        """{"text":"","attachments":[{"title":"Switch MDF-2 is down","text":"No ping for 5 minutes"}]}""",
        "Switch MDF-2 is down\nNo ping for 5 minutes"
    )]
    [InlineData(
        """{"attachments":[{"pretext":"Alert","fields":[{"title":"Host","value":"mdf-2 &amp; mdf-3"}]}]}""",
        "Alert\nHost: mdf-2 & mdf-3"
    )]
    [InlineData("""{"attachments":[{"fallback":"Switch is down"}]}""", "Switch is down")]
    [InlineData(
        """{"attachments":[{"fallback":"[no preview]","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"UPS <https://a.example|on battery>"}}]}]}""",
        "UPS on battery (https://a.example)"
    )]
    [InlineData(
        """{"attachments":[{"is_share":true,"fallback":"x","message_blocks":[{"message":{"blocks":[{"type":"markdown","text":"No ink"}]}}]}]}""",
        "No ink"
    )]
    [InlineData(
        """{"blocks":[{"type":"header","text":{"type":"plain_text","text":":fire: Down"}},{"type":"context","elements":[{"type":"mrkdwn","text":"since 9"},{"type":"image"}]},{"type":"divider"}]}""",
        "🔥 Down\nsince 9"
    )]
    [InlineData(
        """{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"It "},{"type":"emoji","name":"tada"},{"type":"link","url":"https://a.example","text":"here"}]},{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]}]}]}""",
        "It 🎉here (https://a.example)\none"
    )]
    [InlineData(
        """{"text":"Own words","attachments":[{"title":"A preview"}],"blocks":[{"type":"markdown","text":"Own words"}]}""",
        "Own words"
    )]
    [InlineData("""{"attachments":"none","blocks":[7,{"type":"rich_text","elements":"x"},{"type":"section","text":7}]}""", null)]
    public async Task An_alert_says_what_its_attachments_and_blocks_say(string content, string? expected)
    {
        var monitor = _bot.Slack.AddPerson("Monitor", null, PersonKind.Bot);
        var alert = _bot.Slack.AddAlert(_bot.Channel, monitor, JsonNode.Parse(content)!.AsObject());

        await MakeTicketOfAsync(alert, isShortcut: true);

        Assert.Equal(expected, Assert.Single(_bot.Dispatcher.Asked).Arguments[ArgumentNames.Text]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_email_is_read_with_subject_and_text(bool isShortcut)
    {
        var mail = _bot.Slack.AddEmail(_bot.Grace, "Printer in 118", "It has no toner.\nRegards");
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "", files: [mail]);

        await MakeTicketOfAsync(message, isShortcut);

        Assert.Equal("Printer in 118\n\nIt has no toner.\nRegards", Assert.Single(_bot.Dispatcher.Asked).Arguments[ArgumentNames.Text]);
    }

    [Fact]
    public async Task An_email_to_the_bot_is_not_a_command()
    {
        await _bot.Client.SayAsync(
            _bot.Chat,
            "",
            files: [_bot.Slack.AddEmail(_bot.Ada, "close 39181", "Done.")],
            cancellationToken: Cancel
        );

        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal((Verbs.FileFromMessage, "close 39181\n\nDone."), (request.Verb, request.Arguments[ArgumentNames.Text]));
    }

    [Fact]
    public async Task Typed_text_is_read_as_it_was_typed()
    {
        await _bot.Client.TypeAsync(
            _bot.Chat,
            "comment 39182 works again 🎉 thanks 👍🏼 at 10:30:00 & see report.zip < https://a.example/x",
            Cancel
        );

        Assert.Equal(
            "comment 39182 works again 🎉 thanks 👍🏼 at 10:30:00 & see report.zip < https://a.example/x",
            Assert.Single(_bot.Dispatcher.Asked).Text
        );
    }

    [Fact]
    public async Task A_long_message_is_read_in_full()
    {
        await _bot.Client.SayAsync(_bot.Chat, new string('a', 39_999) + "🎉", cancellationToken: Cancel);

        Assert.Equal(39_999, Assert.Single(_bot.Dispatcher.Asked).Text!.TrimEnd('\ufffd').Length);
    }

    private async Task MakeTicketOfAsync(FakeMessage message, bool isShortcut)
    {
        if (isShortcut)
            await _bot.Client.MessageShortcutAsync(message, Verbs.FileFromMessage, Cancel);
        else
            await _bot.Client.ReactAsync(message, "ticket", Cancel);
        await _bot.Dispatcher.NextShownAsync();
    }
}
