using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.FakeSlack;
using IiqBot.Slack.Api;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Calls to Slack: what its errors mean, when to retry, how often to call, and who people are.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMessenger Messenger => _bot.Services.GetRequiredService<IMessenger>();

    private ConversationAddress Channel => Addresses.Channel(_bot.Slack.Team.Id, _bot.Channel.Id, null);

    public async ValueTask InitializeAsync()
    {
        var app = new SlackApp();
        _bot = await BotUnderSlack.StartAsync(slackApp: app);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData("channel_not_found", DeliveryOutcome.ConversationGone)]
    [InlineData("is_archived", DeliveryOutcome.ConversationGone)]
    [InlineData("not_in_channel", DeliveryOutcome.ConversationGone)]
    [InlineData("user_not_found", DeliveryOutcome.ConversationGone)]
    [InlineData("message_not_found", DeliveryOutcome.ConversationGone)]
    [InlineData("cant_update_message", DeliveryOutcome.ConversationGone)]
    [InlineData("token_revoked", DeliveryOutcome.Unauthorized)]
    [InlineData("account_inactive", DeliveryOutcome.Unauthorized)]
    [InlineData("invalid_auth", DeliveryOutcome.Unauthorized)]
    [InlineData("missing_scope", DeliveryOutcome.Unauthorized)]
    [InlineData("ratelimited", DeliveryOutcome.RateLimited)]
    [InlineData("msg_too_long", DeliveryOutcome.TooLarge)]
    [InlineData("msg_blocks_too_long", DeliveryOutcome.TooLarge)]
    [InlineData("service_unavailable", DeliveryOutcome.Transient)]
    [InlineData("internal_error", DeliveryOutcome.Unconfirmed)]
    [InlineData("fatal_error", DeliveryOutcome.Unconfirmed)]
    [InlineData("invalid_blocks", DeliveryOutcome.Permanent)]
    [InlineData("trigger_expired", DeliveryOutcome.Permanent)]
    [InlineData("something_new", DeliveryOutcome.Permanent)]
    public void An_error_says_whether_to_try_again(string error, DeliveryOutcome outcome) =>
        Assert.Equal(outcome, ApiAnswer.CauseOf(error));

    [Fact]
    public async Task A_card_can_be_posted_and_updated_and_a_missing_message_is_noticed()
    {
        var posted = await Messenger.SendAsync(Channel, BotUnderSlack.Card("First"), Cancel);
        Assert.Equal(DeliveryOutcome.Delivered, posted.Outcome);
        var redrawn = await Messenger.UpdateAsync(Channel, posted.MessageId!, BotUnderSlack.Card("Second"), Cancel);
        Assert.Equal((DeliveryOutcome.Delivered, posted.MessageId), (redrawn.Outcome, redrawn.MessageId));
        Assert.Contains("Second", _bot.Channel.Messages[^1].Words, StringComparison.Ordinal);
        Assert.Equal(
            DeliveryOutcome.ConversationGone,
            (await Messenger.UpdateAsync(Channel, "1.000001", BotUnderSlack.Card("Third"), Cancel)).Outcome
        );
        _bot.Channel.IsArchived = true;
        Assert.Equal(DeliveryOutcome.ConversationGone, (await Messenger.SendAsync(Channel, BotUnderSlack.Card("Fourth"), Cancel)).Outcome);
    }

    [Fact]
    public async Task A_card_for_a_person_goes_to_their_direct_message_and_can_be_updated()
    {
        var to = Addresses.Personal(_bot.Slack.Team.Id, _bot.Ada.Id);

        var posted = await Messenger.SendAsync(to, BotUnderSlack.Card("For you"), Cancel);
        await Messenger.UpdateAsync(to, posted.MessageId!, BotUnderSlack.Card("Still for you"), Cancel);

        Assert.Equal(_bot.Chat.Id, posted.Conversation!.Conversation);
        Assert.Contains("Still for you", Assert.Single(_bot.Chat.Messages).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public async Task A_rate_limited_call_is_retried_with_or_without_a_Retry_After(int? seconds)
    {
        _bot.Slack.Faults.Throttle(2, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, "chat.postMessage");

        var sending = _bot.Dispatcher.PassTimeUntilAsync(Messenger.SendAsync(Channel, BotUnderSlack.Card("Patient"), Cancel));

        Assert.Equal(DeliveryOutcome.Delivered, (await sending).Outcome);
        Assert.Single(_bot.Channel.Messages);
    }

    [Fact]
    public async Task A_Retry_After_that_is_too_long_is_returned_to_the_caller()
    {
        _bot.Slack.Faults.Throttle(1, TimeSpan.FromMinutes(2), "chat.postMessage");

        var result = await Messenger.SendAsync(Channel, BotUnderSlack.Card("Later"), Cancel);

        Assert.Equal((DeliveryOutcome.RateLimited, TimeSpan.FromMinutes(2)), (result.Outcome, result.RetryAfter));
    }

    [Fact]
    public async Task A_rate_limited_channel_gets_no_calls_until_then_and_others_do()
    {
        _bot.Slack.Faults.Throttle(1, TimeSpan.FromMinutes(2), "chat.postMessage");
        await Messenger.SendAsync(Channel, BotUnderSlack.Card("Later"), Cancel);
        var before = _bot.Slack.ReceivedCalls;

        var same = await Messenger.SendAsync(Channel, BotUnderSlack.Card("Later as well"), Cancel);
        Assert.Equal((DeliveryOutcome.RateLimited, before), (same.Outcome, _bot.Slack.ReceivedCalls));
        Assert.Equal(
            DeliveryOutcome.Delivered,
            (await Messenger.SendAsync(Addresses.Personal(_bot.Slack.Team.Id, _bot.Ada.Id), BotUnderSlack.Card("At once"), Cancel)).Outcome
        );

        _bot.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(DeliveryOutcome.Delivered, (await Messenger.SendAsync(Channel, BotUnderSlack.Card("Now"), Cancel)).Outcome);
    }

    [Fact]
    public async Task A_rate_limited_method_is_not_called_until_then()
    {
        var posted = await Messenger.SendAsync(Channel, BotUnderSlack.Card("First"), Cancel);
        _bot.Slack.Faults.Throttle(1, TimeSpan.FromMinutes(2), "chat.update");
        await Messenger.UpdateAsync(Channel, posted.MessageId!, BotUnderSlack.Card("Second"), Cancel);
        var before = _bot.Slack.ReceivedCalls;

        var result = await Messenger.UpdateAsync(Channel, posted.MessageId!, BotUnderSlack.Card("Third"), Cancel);

        Assert.Equal((DeliveryOutcome.RateLimited, before), (result.Outcome, _bot.Slack.ReceivedCalls));
    }

    [Fact]
    public async Task A_message_that_may_have_been_posted_is_unconfirmed()
    {
        _bot.Slack.Faults.Refuse("internal_error", 1, "chat.postMessage");

        Assert.Equal(DeliveryOutcome.Unconfirmed, (await Messenger.SendAsync(Channel, BotUnderSlack.Card("Perhaps"), Cancel)).Outcome);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_not_sent_twice()
    {
        _bot.Slack.Faults.LoseAnswer(1, "chat.postMessage");

        var result = await _bot.Dispatcher.PassTimeUntilAsync(Messenger.SendAsync(Channel, BotUnderSlack.Card("Once"), Cancel));

        Assert.Equal(DeliveryOutcome.Unconfirmed, result.Outcome);
        Assert.Single(_bot.Channel.Messages);
    }

    [Fact]
    public async Task An_update_that_fails_briefly_is_retried()
    {
        var posted = await Messenger.SendAsync(Channel, BotUnderSlack.Card("First"), Cancel);
        _bot.Slack.Faults.Answer(503, 2, "chat.update");

        var result = await _bot.Dispatcher.PassTimeUntilAsync(
            Messenger.UpdateAsync(Channel, posted.MessageId!, BotUnderSlack.Card("Second"), Cancel)
        );

        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
    }

    [Theory]
    [InlineData(PersonKind.Member, false, false, "ada@x.example")]
    [InlineData(PersonKind.Guest, false, true, null)]
    [InlineData(PersonKind.SingleChannelGuest, false, true, null)]
    [InlineData(PersonKind.Bot, false, true, null)]
    [InlineData(PersonKind.Member, true, true, null)]
    public async Task Everybody_but_active_members_is_a_guest(PersonKind kind, bool isDeleted, bool isGuest, string? email)
    {
        var person = _bot.Slack.AddPerson("Ada L", kind == PersonKind.Bot ? null : "ada@x.example", kind);
        person.IsDeleted = isDeleted;

        var found = await FindAsync(person);

        Assert.Equal(isGuest, found.IsGuest);
        if (!isGuest)
            Assert.Equal(email, found.Email);
    }

    [Fact]
    public async Task An_unconfirmed_email_is_ignored()
    {
        var person = _bot.Slack.AddPerson("Eve", "head@school.example");
        person.IsEmailConfirmed = false;

        Assert.Equal((null, false), ((await FindAsync(person)).Email, (await FindAsync(person)).IsGuest));
    }

    [Fact]
    public async Task People_of_other_organizations_are_guests()
    {
        var other = FakeSlackPlatform.AddTeam("T0ELSEWHERE", "elsewhere");
        var stranger = _bot.Slack.AddPerson("Mallory", "mallory@school.example", team: other);
        Assert.True((await FindAsync(stranger)).IsGuest);
        _bot.Slack.AddChannel("shared", [_bot.Ada, stranger]).IsShared = true;
        Assert.True((await FindAsync(stranger)).IsGuest);
    }

    [Fact]
    public async Task If_Slack_does_not_answer_nobody_may_use_the_bot()
    {
        _bot.Slack.Faults.Refuse("fatal_error", 10, "users.info");

        await Assert.ThrowsAsync<PersonDirectoryException>(() => _bot.Dispatcher.PassTimeUntilAsync(FindAsync(_bot.Ada)));
    }

    [Fact]
    public async Task A_file_is_downloaded()
    {
        var files = _bot.Services.GetRequiredService<SlackFiles>();
        var file = _bot.Slack.AddFile(_bot.Ada, "a.png", "image/png", [1, 2, 3]);

        Assert.Equal([1, 2, 3], (await files.DownloadAsync(_bot.Slack.Team.Id, file.PrivateUrl.AbsoluteUri, Cancel))!);
        _bot.Slack.AssertClean();
    }

    [Fact]
    public async Task The_token_goes_only_to_Slack_and_no_redirect_is_followed()
    {
        var files = _bot.Services.GetRequiredService<SlackFiles>();
        var trick = _bot.Slack.AddFile(_bot.Ada, "a.png", "image/png", [1]);
        trick.RedirectsTo = _bot.Slack.ElsewhereUrl;

        Assert.Null(await files.DownloadAsync(_bot.Slack.Team.Id, trick.PrivateUrl.AbsoluteUri, Cancel));
        Assert.Null(await files.DownloadAsync(_bot.Slack.Team.Id, _bot.Slack.ElsewhereUrl.AbsoluteUri, Cancel));
        Assert.Null(await files.DownloadAsync(_bot.Slack.Team.Id, "https://slack.com.evil.example/files-pri/x", Cancel));
        Assert.Null(await files.DownloadAsync(_bot.Slack.Team.Id, null, Cancel));
        _bot.Slack.AssertClean();
    }

    [Theory]
    [InlineData("https://files.slack.com/files-pri/T1-F1/a.png", true)]
    [InlineData("https://hooks.slack.com/commands/T1/1/x", true)]
    [InlineData("https://hooks.slack-gov.com/commands/T1/1/x", true)]
    [InlineData("http://files.slack.com/a", false)]
    [InlineData("https://files.slack.com:8443/a", false)]
    [InlineData("https://files.slack.com@evil.example/a", false)]
    [InlineData("https://me@files.slack.com/a", false)]
    [InlineData("https://evilslack.com/a", false)]
    [InlineData("https://slack.com.evil.example/a", false)]
    [InlineData("ftp://files.slack.com/a", false)]
    [InlineData("/files-pri/a", false)]
    [InlineData("", false)]
    public void Addresses_of_Slack_are_recognized(string address, bool isSlacks) =>
        Assert.Equal(isSlacks, _bot.Services.GetRequiredService<SlackHosts>().Find(address) is not null);

    private Task<PlatformPerson> FindAsync(FakePerson person) =>
        _bot.Services.GetRequiredService<IPersonDirectory>().FindAsync(new Actor("slack", _bot.Slack.Team.Id, person.Id), Channel, Cancel);
}
