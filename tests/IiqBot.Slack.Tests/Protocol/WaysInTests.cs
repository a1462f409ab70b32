using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>The home tab, shortcuts, reactions, link previews, and the events about the app itself.</summary>
public sealed class WaysInTests : IAsyncLifetime
{
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        await TokenCheckedAsync(_bot); // so that its call is not counted by a test
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task Home_is_drawn_when_it_is_opened_and_its_buttons_answer_in_a_modal()
    {
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(BotUnderSlack.Card("My desk", new CardAction.Press("My tickets", "tickets.mine", Arguments.None)))
            {
                IsPrivate = true,
            }
        );

        await _bot.Client.OpenHomeAsync(Cancel);

        var home = await _bot.Slack.WaitForAsync(() => _bot.Client.Home, "home", cancellationToken: Cancel);
        Assert.Contains("My desk", home.Words, StringComparison.Ordinal);
        Assert.Equal((Verbs.Home, RequestKind.Event), (_bot.Dispatcher.Asked[^1].Verb, _bot.Dispatcher.Asked[^1].Kind));

        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Your tickets")) { IsPrivate = true });
        await _bot.Client.PressAsync(home, "My tickets", Cancel);
        await _bot.ViewWithAsync("Your tickets");
    }

    [Fact]
    public async Task Home_is_redrawn_after_a_change_by_the_person()
    {
        var drawn = 0;
        _bot.Dispatcher.Answers = request =>
            Task.FromResult<BotResponse>(
                new BotResponse.Reply(BotUnderSlack.Card(request.Verb == Verbs.Home ? $"Desk {++drawn}" : "Taken"))
            );
        await _bot.Client.OpenHomeAsync(Cancel);
        await _bot.Slack.WaitUntilAsync(
            () => _bot.Client.Home?.Words.Contains("Desk 1", StringComparison.Ordinal) == true,
            "home",
            cancellationToken: Cancel
        );
        _bot.Dispatcher.Accepts = request => new Accepted(request)
        {
            Work = request.Text is null ? null : new WorkItem(Guid.NewGuid(), request, "7F3K2Q", _bot.Time.GetUtcNow()),
        };

        await _bot.Client.SayAsync(_bot.Chat, "take 12", cancellationToken: Cancel);

        await _bot.Slack.WaitUntilAsync(
            () => _bot.Client.Home?.Words.Contains("Desk 2", StringComparison.Ordinal) == true,
            "home again",
            cancellationToken: Cancel
        );
    }

    [Fact]
    public async Task Opening_home_for_the_first_time_is_marked()
    {
        await _bot.Client.OpenHomeAsync(Cancel);
        await _bot.Slack.WaitForAsync(() => _bot.Client.Home, "home", cancellationToken: Cancel);
        await _bot.Client.OpenHomeAsync(Cancel);
        await _bot.Slack.WaitUntilAsync(() => _bot.Dispatcher.Asked.Count == 2, "home again", cancellationToken: Cancel);

        Assert.Equal([true, false], _bot.Dispatcher.Asked.Select(request => request.Arguments.Flag(ArgumentNames.HomeFirst)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Home_is_redrawn_after_a_later_answer_or_a_redrawn_card(bool isAnswer)
    {
        var drawn = 0;
        _bot.Dispatcher.Answers = request =>
            Task.FromResult<BotResponse>(
                new BotResponse.Reply(BotUnderSlack.Card(request.Verb == Verbs.Home ? $"Desk {++drawn}" : "Ticket"))
            );
        await _bot.Client.OpenHomeAsync(Cancel);
        await _bot.Slack.WaitUntilAsync(
            () => _bot.Client.Home?.Words.Contains("Desk 1", StringComparison.Ordinal) == true,
            "home",
            cancellationToken: Cancel
        );
        await _bot.Client.SayAsync(_bot.Chat, "show 12", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Chat);
        var request = _bot.Dispatcher.Asked[^1];
        var messenger = _bot.Services.GetRequiredService<IMessenger>();

        if (isAnswer)
            await messenger.AnswerAsync(request, new BotResponse.Reply(BotUnderSlack.Card("Filed")) { IsPrivate = true }, Cancel);
        else
            await messenger.UpdateAsync(request.Conversation, card.Ts, BotUnderSlack.Card("Taken"), Cancel);

        await _bot.Slack.WaitUntilAsync(
            () => _bot.Client.Home?.Words.Contains("Desk 2", StringComparison.Ordinal) == true,
            "home again",
            cancellationToken: Cancel
        );
    }

    [Fact]
    public async Task A_global_shortcut_opens_its_form()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));

        await _bot.Client.ShortcutAsync("ticket.file", Cancel);

        await _bot.ViewWithAsync("What happens?");
        Assert.Equal("ticket.file", Assert.Single(_bot.Dispatcher.Asked).Verb);
    }

    [Fact]
    public async Task A_message_shortcut_passes_on_text_link_author_and_files()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        var file = _bot.Slack.AddFile(_bot.Grace, "projector.png", "image/png", [1, 2, 3]);
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "No picture &amp; no sound", files: [file]);

        await _bot.Client.MessageShortcutAsync(message, Verbs.FileFromMessage, Cancel);

        await _bot.ViewWithAsync("What happens?");
        var arguments = Assert.Single(_bot.Dispatcher.Asked).Arguments;
        Assert.Equal(
            ("No picture & no sound", _bot.Grace.Id, "projector.png"),
            (arguments[ArgumentNames.Text], arguments[ArgumentNames.MessageAuthor], arguments[ArgumentNames.MessageFileNames])
        );
        Assert.Equal([new PlatformFile(file.Id, "projector.png")], PlatformFile.Read(arguments[ArgumentNames.MessageAttachments]));
        Assert.Equal(_bot.Slack.PermalinkOf(message), arguments[ArgumentNames.MessageLink]);
    }

    [Fact]
    public async Task A_message_shortcut_in_a_thread_links_to_the_reply()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        var question = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Is it broken?");
        var reply = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Yes", question);

        await _bot.Client.MessageShortcutAsync(reply, Verbs.FileFromMessage, Cancel);

        await _bot.ViewWithAsync("What happens?");
        var link = Assert.Single(_bot.Dispatcher.Asked).Arguments[ArgumentNames.MessageLink];
        Assert.Equal($"{_bot.Slack.PermalinkOf(reply).Split('?')[0]}?thread_ts={question.Ts}&cid={_bot.Channel.Id}", link);
    }

    [Fact]
    public async Task A_reaction_offers_a_ticket_ephemerally_to_the_person_who_reacted()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "No picture");

        await _bot.Client.ReactAsync(message, "thumbsup", Cancel);
        await _bot.Client.ReactAsync(message, "ticket", Cancel);

        var offer = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal(_bot.Ada, offer.OnlyFor);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(
            (Verbs.FileFromMessage, "No picture", _bot.Grace.Id),
            (request.Verb, request.Arguments[ArgumentNames.Text], request.Arguments[ArgumentNames.MessageAuthor])
        );
        Assert.Contains(_bot.Channel.Id, request.Arguments[ArgumentNames.MessageLink], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_link_gets_a_preview_that_everybody_may_see()
    {
        const string link = "https://district.incidentiq.com/agent/tickets/3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b";
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("#39181 Projector")));

        await _bot.Client.SayAsync(_bot.Channel, $"look at {link} please", cancellationToken: Cancel);

        await _bot.Slack.WaitUntilAsync(() => _bot.Channel.Messages[^1].Unfurls.ContainsKey(link), "preview", cancellationToken: Cancel);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal(
            (Verbs.PreviewTicket, link, ConversationScope.Channel),
            (request.Verb, request.Arguments[ArgumentNames.PostedLink], request.Conversation.Scope)
        );
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_refusal_or_private_answer_is_not_shown_as_a_preview(bool isRefusal, bool isPrivate)
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Who are you?")) { IsRefusal = isRefusal, IsPrivate = isPrivate });

        await _bot.Client.SayAsync(
            _bot.Channel,
            "https://district.incidentiq.com/agent/tickets/3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b",
            cancellationToken: Cancel
        );

        await _bot.Dispatcher.NextShownAsync();
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method != "auth.test");
    }

    [Fact]
    public async Task A_revoked_token_is_not_used_again_and_health_says_so()
    {
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());

        await _bot.Slack.UninstallAsync(Cancel);

        Assert.Equal(HealthStatus.Degraded, await HealthAsync());
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        var shown = await _bot.Dispatcher.NextShownAsync();
        Assert.Equal(Core.Messaging.DeliveryOutcome.Unauthorized, shown.Result.Outcome);
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method != "auth.test");
    }

    [Fact]
    public async Task A_token_that_Slack_revoked_is_noticed_at_the_next_call()
    {
        _bot.Slack.KillToken();

        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.Dispatcher.NextShownAsync();

        Assert.Equal("token_revoked", _bot.Services.GetRequiredService<ISlackTokens>().Revoked[_bot.Slack.Team.Id]);
    }

    [Theory]
    [InlineData("invalid_auth", "TokenRefused")]
    [InlineData("not_authed", "TokenRefused")]
    [InlineData("token_expired", "TokenRefused")]
    [InlineData("missing_scope", "ScopeMissing")]
    public async Task Health_reports_a_refused_token_until_Slack_accepts_it_again(string error, string word)
    {
        _bot.Slack.Faults.Refuse(error, 1, "chat.postMessage");
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.Dispatcher.NextShownAsync();

        Assert.Equal(word, await HealthWordAsync());
        await _bot.Client.SayAsync(_bot.Chat, "help", cancellationToken: Cancel);
        await _bot.NextMessageAsync(_bot.Chat);
        await _bot.Dispatcher.NextShownAsync();
        Assert.Null(await HealthWordAsync());
    }

    [Fact]
    public async Task Health_reports_a_token_of_another_workspace_after_startup()
    {
        await using var bot = await BotUnderSlack.StartAsync(settings: settings => settings["Slack:TeamIds:0"] = "T0ANOTHER01");

        await TokenCheckedAsync(bot);

        Assert.Equal("OtherWorkspace", await HealthWordAsync(bot));
    }

    [Theory]
    [InlineData("Slack:EnterpriseIds:0", "E0DISTRICT1", null)]
    [InlineData("Slack:EnterpriseIds:0", "E0ANOTHER01", "OtherWorkspace")]
    [InlineData("Slack:TeamIds:0", "T0DISTRICT2", null)]
    [InlineData("Slack:TeamIds:0", "T0ANOTHER01", "OtherWorkspace")]
    public async Task An_organization_token_must_match_an_allowed_organization_or_workspace(string setting, string id, string? word)
    {
        await using var bot = await BotUnderSlack.StartAsync(
            settings: settings =>
            {
                settings.Remove("Slack:TeamIds:0");
                settings[setting] = id;
            },
            workspaces: ["T0DISTRICT1", "T0DISTRICT2"]
        );

        await TokenCheckedAsync(bot);

        Assert.Equal(word, await HealthWordAsync(bot));
        bot.Slack.AssertClean();
    }

    [Fact]
    public async Task The_url_is_verified_and_the_certificate_checked()
    {
        Assert.True((await _bot.Slack.VerifyUrlAsync(Cancel)).IsAcknowledged);
        Assert.True((await _bot.Slack.CheckSslAsync(Cancel)).IsAcknowledged);
        using var bare = await _bot.Http.GetAsync("/slack/commands?ssl_check=1", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, bare.StatusCode);
    }

    private static Task TokenCheckedAsync(BotUnderSlack bot) =>
        bot.Services.GetServices<IHostedService>().OfType<TokenCheck>().Single().ExecuteTask!.WaitAsync(FakeSlackPlatform.Patience, Cancel);

    private async Task<string?> HealthWordAsync(BotUnderSlack? bot = null) =>
        (await (bot ?? _bot).Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries["slack"].Description;

    private async Task<HealthStatus> HealthAsync() =>
        (await _bot.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Status;
}
