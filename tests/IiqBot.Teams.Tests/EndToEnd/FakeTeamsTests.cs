using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.FakeConnector;
using IiqBot.Teams.Tests.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.EndToEnd;

/// <summary>The protocol against a fake Teams that checks every call of the bot. Each test ends without a violation.</summary>
public sealed class FakeTeamsTests : IAsyncLifetime
{
    private BotUnderTeams _bot = null!;

    private FakeTeams Teams => _bot.Teams;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await BotUnderTeams.StartAsync();

    public async ValueTask DisposeAsync()
    {
        var violations = _bot.Teams.Violations;
        await _bot.DisposeAsync();
        Assert.Empty(violations);
    }

    private static string? Title(JsonElement? card) => card?.GetProperty("body")[0].GetProperty("text").GetString();

    [Fact]
    public async Task A_message_is_answered_with_a_card()
    {
        var answer = await Teams.SayAsync(_bot.Chat, _bot.Ada, "help", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Hello", Title((await _bot.NextMessageAsync(_bot.Chat)).Card));
        Assert.Equal(1, Teams.AccessTokensIssued);
    }

    [Fact]
    public async Task In_a_channel_the_mention_is_removed_and_the_answer_is_in_the_thread()
    {
        var channel = Teams.AddTeam("Science", [_bot.Ada]).General;

        var asked = await Teams.SayAsync(channel, _bot.Ada, "new projector", mentionBot: true, cancellationToken: Token);

        Assert.Equal(asked.ActivityId, (await _bot.NextMessageAsync(channel)).ThreadId);
        Assert.Equal("new projector", _bot.LastRequest.Text);
    }

    [Fact]
    public async Task A_press_in_a_group_chat_changes_the_card_for_everybody()
    {
        var group = Teams.AddGroupChat("IT", [_bot.Ada, Teams.AddPerson("Grace Hopper", "grace@school.example")]);
        var card = await _bot.AskAsync(group);
        _bot.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        var answer = await Teams.PressAsync(group, _bot.Ada, card.Id, "ticket.take", cancellationToken: Token);

        Assert.Equal("Taken", Title(answer.Card));
        Assert.Equal("Taken", Title((await _bot.NextUpdateAsync(group)).Card));
        Assert.Equal("12", _bot.LastRequest.Arguments["ticket"]);
    }

    [Fact]
    public async Task A_press_in_a_channel_updates_the_message_in_its_thread()
    {
        var channel = Teams.AddTeam("Science", [_bot.Ada]).General;
        var card = await _bot.AskAsync(channel);
        _bot.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        await Teams.PressAsync(channel, _bot.Ada, card.Id, "ticket.take", cancellationToken: Token);

        Assert.Equal(card.Id, (await _bot.NextUpdateAsync(channel)).Id);
    }

    [Fact]
    public async Task An_update_of_a_missing_message_becomes_a_new_message()
    {
        var card = await _bot.AskAsync(_bot.Chat);
        Teams.Faults.MessageDoesNotExist();
        _bot.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        await Teams.PressAsync(_bot.Chat, _bot.Ada, card.Id, "ticket.take", cancellationToken: Token);

        Assert.Equal("Taken", Title((await _bot.NextMessageAsync(_bot.Chat)).Card));
    }

    [Fact]
    public async Task A_form_is_opened_filled_in_and_submitted_in_the_pressers_view()
    {
        var group = Teams.AddGroupChat("IT", [_bot.Ada]);
        var card = await _bot.AskAsync(group);
        _bot.Answers(new BotResponse.OpenForm(TeamsHost.Form()));
        await Teams.PressAsync(group, _bot.Ada, card.Id, "ticket.take", cancellationToken: Token);
        Assert.Equal("New ticket", Title(card.CardFor(_bot.Ada)));
        Assert.Equal("Hello", Title(card.Card));
        _bot.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Filed")));

        await Teams.PressAsync(
            group,
            _bot.Ada,
            card.Id,
            "ticket.file",
            new JsonObject { ["subject"] = "No picture" },
            cancellationToken: Token
        );

        Assert.Equal("Filed", Title((await _bot.NextUpdateAsync(group)).Card));
        Assert.Equal(
            (RequestKind.FormSubmission, "No picture", "204", TeamsHost.Form().InstanceId),
            (
                _bot.LastRequest.Kind,
                _bot.LastRequest.Arguments["subject"],
                _bot.LastRequest.Arguments["room"],
                _bot.LastRequest.Arguments[Form.InstanceKey]
            )
        );
    }

    [Fact]
    public async Task A_button_works_in_an_old_client_too()
    {
        var card = await _bot.AskAsync(_bot.Chat);
        _bot.Answers(new BotResponse.ReplaceCard(TeamsHost.Card("Taken")));

        await Teams.SubmitAsync(_bot.Chat, _bot.Ada, card.Id, title: "Take", cancellationToken: Token);

        Assert.Equal("Taken", Title((await _bot.NextUpdateAsync(_bot.Chat)).Card));
        Assert.Equal((RequestKind.CardAction, "ticket.take"), (_bot.LastRequest.Kind, _bot.LastRequest.Verb));
    }

    [Fact]
    public async Task A_private_answer_in_a_group_goes_to_the_persons_chat()
    {
        var group = Teams.AddGroupChat("IT", [_bot.Ada]);
        _bot.Answers(new BotResponse.Reply(TeamsHost.Card("Your tickets")) { IsPrivate = true });

        await Teams.SayAsync(group, _bot.Ada, "mine", mentionBot: true, cancellationToken: Token);

        Assert.Equal("Your tickets", Title((await _bot.NextMessageAsync(_bot.Chat)).Card));
        Assert.Equal(Texts.AnsweredPrivately, (await _bot.NextMessageAsync(group)).Text);
    }

    [Fact]
    public async Task A_type_ahead_gets_its_choices()
    {
        _bot.Dispatcher.Setup(d => d.SuggestAsync(It.IsAny<BotRequest>(), "rooms", "20", 15, It.IsAny<CancellationToken>()))
            .ReturnsAsync([new Option("r-204", "Room 204")]);

        var answer = await Teams.SearchAsync(_bot.Chat, _bot.Ada, "rooms", "20", cancellationToken: Token);

        Assert.Equal(("Room 204", "r-204"), Assert.Single(answer.Choices));
    }

    [Fact]
    public async Task A_new_conversation_is_welcomed_once()
    {
        var group = Teams.AddGroupChat("IT", [_bot.Ada], botInstalled: false);

        await Teams.InstallAsync(group, _bot.Ada, Token);

        await _bot.NextMessageAsync(group);
        Assert.Single(_bot.Dispatcher.Requests());
        Assert.Equal(Verbs.Welcome, _bot.LastRequest.Verb);
    }

    [Fact]
    public async Task Rolled_keys_and_revoked_tokens_are_noticed()
    {
        await _bot.AskAsync(_bot.Chat);
        Teams.RotateKeys();
        Teams.RevokeAccessTokens();

        await _bot.AskAsync(_bot.Chat);
        Assert.Equal(2, Teams.AccessTokensIssued);
        var retired = await Teams.SayAsync(
            _bot.Chat,
            _bot.Ada,
            "help",
            token: new ChannelTokenOptions { Key = ChannelKey.Retired },
            cancellationToken: Token
        );
        Assert.Equal(HttpStatusCode.Unauthorized, retired.Status);
    }

    public static TheoryData<string> WrongTokens => [.. ChannelTokenOptions.Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_wrong_token_is_answered_401(string name)
    {
        var answer = await Teams.SayAsync(_bot.Chat, _bot.Ada, "help", token: ChannelTokenOptions.Wrong[name], cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Empty(_bot.Dispatcher.Invocations);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_transient_error_is_retried(int status)
    {
        Teams.Faults.Answer(status);

        Assert.Equal("Hello", Title((await _bot.AskAsync(_bot.Chat)).Card));
    }

    [Fact]
    public async Task A_throttled_call_is_retried_after_its_wait()
    {
        Teams.Faults.Throttle(1, TimeSpan.FromSeconds(1));

        Assert.Equal("Hello", Title((await _bot.AskAsync(_bot.Chat)).Card));
    }

    [Fact]
    public async Task A_person_is_looked_up_in_a_conversation_they_are_in()
    {
        var guest = Teams.AddPerson("Eve", "eve@elsewhere.example", PersonRole.Guest);
        var channel = Teams.AddTeam("Science", [_bot.Ada, guest]).General;
        var directory = _bot.Services.GetRequiredService<IPersonDirectory>();

        await _bot.AskAsync(channel);
        var ada = await directory.FindAsync(_bot.LastRequest.Actor, _bot.LastRequest.Conversation, Token);
        Assert.Equal(new PlatformPerson("ada@school.example", "Ada Byron", IsGuest: false), ada);
        await Teams.SayAsync(channel, guest, "help", mentionBot: true, cancellationToken: Token);
        await _bot.NextMessageAsync(channel);
        Assert.True((await directory.FindAsync(_bot.LastRequest.Actor, _bot.LastRequest.Conversation, Token)).IsGuest);
    }

    [Fact]
    public async Task A_later_notice_arrives_and_a_chat_that_the_bot_left_is_reported_as_gone()
    {
        await _bot.AskAsync(_bot.Chat);
        var (messenger, address) = (_bot.Services.GetRequiredService<IMessenger>(), _bot.LastRequest.Conversation);
        var sent = await messenger.SendAsync(address, TeamsHost.Card("Notice"), Token);
        Assert.Equal((await _bot.NextMessageAsync(_bot.Chat)).Id, sent.MessageId);
        await messenger.UpdateAsync(address, sent.MessageId!, TeamsHost.Card("Changed"), Token);
        Assert.Equal("Changed", Title((await _bot.NextUpdateAsync(_bot.Chat)).Card));
        await Teams.UninstallAsync(_bot.Chat, _bot.Ada, Token);

        Assert.Equal(DeliveryOutcome.ConversationGone, (await messenger.SendAsync(address, TeamsHost.Card("Notice"), Token)).Outcome);
        Teams.TakeViolations(); // this test makes the bot write to a chat it was removed from
    }
}
