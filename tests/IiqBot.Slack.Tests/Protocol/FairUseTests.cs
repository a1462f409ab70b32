using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>People who may not use the bot take no calls from the others, because Slack counts calls per workspace.</summary>
public sealed class FairUseTests : IAsyncLifetime
{
    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        _bot.Dispatcher.LetsIn = request => Task.FromResult<bool?>(request.Actor.UserId != _bot.Grace.Id);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Mentioned_names_are_not_looked_up_for_people_who_may_not_use_the_bot(bool? isLetIn)
    {
        _bot.Dispatcher.LetsIn = _ => Task.FromResult(isLetIn);

        for (var i = 0; i < 20; i++)
        {
            await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, $"help <@{_bot.Grace.Id}> <@U0MADEUP{i:00}>", Cancel);
            await _bot.Dispatcher.NextShownAsync();
        }

        Assert.Equal(0, Count("users.info"));
    }

    [Fact]
    public async Task A_request_from_another_platform_does_not_go_through_the_Slack_adapter()
    {
        var dispatcher = _bot.Services.GetRequiredService<IDispatcher>();
        var request = new BotRequest
        {
            Id = "1",
            Kind = RequestKind.Message,
            Text = $"assign 12 to @{_bot.Grace.Id}",
            Actor = new("teams", "tenant", "ada"),
            Conversation = new("teams", "tenant", "chat", ConversationScope.OneToOne),
        };
        BotRequest? answered = null;
        _bot.Dispatcher.Answers = asked => Task.FromResult<BotResponse>(new BotResponse.Toast((answered = asked).Text!));
        _bot.Dispatcher.LetsIn = _ => throw new InvalidOperationException("Slack asked who writes in Teams.");

        await dispatcher.AnswerAsync(new Accepted(request), Cancel);

        Assert.Same(_bot.Dispatcher, dispatcher);
        Assert.Same(request, answered);
        Assert.Equal(0, Count("users.info"));
    }

    [Fact]
    public async Task Lookups_of_names_are_limited_per_person_and_minute()
    {
        string? answered = null;
        _bot.Dispatcher.Answers = request =>
        {
            answered = request.Text;
            return Task.FromResult<BotResponse>(new BotResponse.Silent());
        };

        for (var i = 0; i < 8; i++)
            await AskAsync(_bot.Ada, $"help <@U0MADEUP{i}1> <@U0MADEUP{i}2> <@U0MADEUP{i}3>");
        Assert.Equal(MentionedNames.OfPersonPerMinute, Count("users.info"));
        await AskAsync(_bot.Ada, $"assign 12 to <@{_bot.Grace.Id}>");
        Assert.Equal($"assign 12 to @{_bot.Grace.Id}", answered);

        _bot.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        await AskAsync(_bot.Ada, $"assign 12 to <@{_bot.Grace.Id}>");
        Assert.Equal("assign 12 to @Grace Hopper", answered);
    }

    [Fact]
    public async Task Lookups_of_names_are_limited_in_all_and_leave_calls_for_askers()
    {
        for (var i = 0; i < 10; i++)
        {
            var person = _bot.Slack.AddPerson($"Person {i}", $"p{i}@school.example");
            for (var j = 0; j < 3; j++)
                await AskAsync(person, $"help <@U0MADEUP{i}{j}1> <@U0MADEUP{i}{j}2> <@U0MADEUP{i}{j}3>");
        }

        Assert.Equal(MentionedNames.PerMinute, Count("users.info"));
        Assert.True(MentionedNames.PerMinute * 2 < Api.ApiMethod.UserInfo.PerMinute);
    }

    [Fact]
    public async Task An_unknown_person_is_looked_up_once()
    {
        for (var i = 0; i < 5; i++)
            await AskAsync(_bot.Ada, "help <@U0MADEUP99>");

        Assert.Equal(1, Count("users.info"));
    }

    [Fact]
    public async Task A_reaction_of_a_refused_person_does_not_read_the_message()
    {
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Ada, "No picture");
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Guests")) { IsPrivate = true, IsRefusal = true });

        await _bot.Slack.As(_bot.Grace).ReactAsync(message, "ticket", Cancel);

        Assert.Equal(_bot.Grace, (await _bot.NextMessageAsync(_bot.Channel)).OnlyFor);
        var request = Assert.Single(_bot.Dispatcher.Asked);
        Assert.Equal((Verbs.FileFromMessage, null), (request.Verb, request.Arguments[ArgumentNames.Text]));
        Assert.Equal(0, Count("reactions.get"));
    }

    [Fact]
    public async Task A_reaction_reads_the_message_if_the_person_cannot_be_looked_up()
    {
        _bot.Dispatcher.LetsIn = _ => Task.FromResult<bool?>(null);
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Ada, "No picture");

        await _bot.Slack.As(_bot.Grace).ReactAsync(message, "ticket", Cancel);
        await _bot.Dispatcher.NextShownAsync();

        Assert.Equal("No picture", Assert.Single(_bot.Dispatcher.Asked).Arguments[ArgumentNames.Text]);
    }

    [Theory]
    [InlineData("says")]
    [InlineData("presses")]
    [InlineData("opens home")]
    [InlineData("reacts")]
    public async Task Refused_people_get_only_a_few_answers_a_minute(string what)
    {
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(BotUnderSlack.Card("Guests", new CardAction.Press("Take", "ticket.take", Arguments.None)))
            {
                IsPrivate = true,
                IsRefusal = true,
            }
        );
        var grace = _bot.Slack.As(_bot.Grace);
        var chat = _bot.Slack.AddDirectMessage(_bot.Grace);
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 12", cancellationToken: Cancel);
        _bot.Dispatcher.Answer(
            new BotResponse.ReplaceCard(BotUnderSlack.Card("Ticket", new CardAction.Press("Take", "ticket.take", Arguments.None)))
        );
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 12", cancellationToken: Cancel);
        var card = await _bot.Slack.WaitForAsync(
            () => _bot.Channel.Messages.LastOrDefault(m => m.Author is null && m.OnlyFor is null),
            "card",
            cancellationToken: Cancel
        );
        await _bot.Dispatcher.NextShownAsync();
        await _bot.Dispatcher.NextShownAsync();
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Guests")) { IsPrivate = true, IsRefusal = true });
        var message = _bot.Slack.AddMessage(_bot.Channel, _bot.Ada, "No picture");
        var before = Count(null);

        for (var i = 0; i < FairUse.PerMinute + 5; i++)
        {
            switch (what)
            {
                case "says":
                    await grace.SayAsync(chat, "show 12", cancellationToken: Cancel);
                    break;
                case "presses":
                    await grace.PressAsync(card, "ticket.take", cancellationToken: Cancel);
                    break;
                case "opens home":
                    await grace.OpenHomeAsync(Cancel);
                    break;
                default:
                    await grace.ReactAsync(message, "ticket", Cancel);
                    break;
            }

            if (i < FairUse.PerMinute || what is "says" or "presses")
                await _bot.Dispatcher.NextShownAsync();
            _bot.Time.Advance(TimeSpan.FromSeconds(3)); // a channel takes one message a second
        }

        Assert.InRange(Count(null) - before, FairUse.PerMinute, FairUse.PerMinute + 1); // one more to open the direct message
        _bot.Time.Advance(TimeSpan.FromMinutes(1));
        await grace.SayAsync(chat, "show 12", cancellationToken: Cancel);
        Assert.Equal(DeliveryOutcome.Delivered, (await _bot.Dispatcher.NextShownAsync()).Result.Outcome);
    }

    [Fact]
    public async Task People_who_may_use_the_bot_are_always_answered()
    {
        for (var i = 0; i < FairUse.PerMinute * 3; i++)
        {
            await _bot.Client.SayAsync(_bot.Chat, "show 12", cancellationToken: Cancel);
            await _bot.NextMessageAsync(_bot.Chat);
            _bot.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public async Task A_direct_message_that_cannot_be_opened_is_tried_once()
    {
        var messenger = _bot.Services.GetRequiredService<IMessenger>();
        var nobody = Addresses.Personal(_bot.Slack.Team.Id, "U0MADEUP99");

        for (var i = 0; i < 3; i++)
            Assert.NotEqual(DeliveryOutcome.Delivered, (await messenger.SendAsync(nobody, BotUnderSlack.Card("Hello"), Cancel)).Outcome);

        Assert.Equal(1, Count("conversations.open"));
    }

    private async Task AskAsync(FakePerson person, string text)
    {
        await _bot.Slack.As(person).CommandAsync(_bot.Channel, BotUnderSlack.Command, text, Cancel);
        await _bot.Dispatcher.NextShownAsync();
    }

    private int Count(string? method) =>
        _bot.Slack.Calls.Count(call => method is null ? call.Method is not ("auth.test" or "response_url") : call.Method == method);
}
