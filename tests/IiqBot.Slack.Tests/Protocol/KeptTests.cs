using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>
/// The notice that a request was saved goes to the direct message, where the answer can replace it. Where the person asked, one line points
/// to it.
/// </summary>
public sealed class KeptTests : IAsyncLifetime
{
    private static readonly BotResponse Kept = new BotResponse.Reply(
        BotUnderSlack.Card("Waits", new CardAction.Press("Take it back", "work.withdraw", Arguments.None))
    )
    {
        IsPrivate = true,
        IsKept = true,
    };

    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        _bot.Dispatcher.Answer(Kept);
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_in_a_channel_is_saved_on_a_card_in_the_DM_and_one_line_says_so(bool isCommand)
    {
        await AskAsync(isCommand);

        var notice = await _bot.NextMessageAsync(_bot.Chat);
        Assert.Contains("Waits", notice.Words, StringComparison.Ordinal);
        var aside = Assert.Single(await AnswersInChannelAsync());
        Assert.Equal((_bot.Ada, Texts.Kept), (aside.OnlyFor, aside.Words.Trim()));
        var shown = (await _bot.Dispatcher.NextShownAsync()).Result;
        Assert.Equal(
            (DeliveryOutcome.Delivered, notice.Ts, _bot.Chat.Id),
            (shown.Outcome, shown.MessageId, shown.Conversation!.Conversation)
        );
    }

    [Fact]
    public async Task In_the_direct_message_only_the_card_is_posted()
    {
        await _bot.Client.SayAsync(_bot.Chat, "new projector", cancellationToken: Cancel);

        var shown = await _bot.Dispatcher.NextShownAsync();
        Assert.Equal(Assert.Single(_bot.Chat.Messages, message => message.Author is null).Ts, shown.Result.MessageId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task If_the_person_takes_no_messages_the_line_promises_no_message(bool isCommand)
    {
        _bot.Slack.Faults.Refuse("messages_tab_disabled", on: "chat.postMessage");

        await AskAsync(isCommand);

        var aside = Assert.Single(await AnswersInChannelAsync());
        Assert.Equal((_bot.Ada, Texts.KeptAlone), (aside.OnlyFor, aside.Words.Trim()));
        var shown = (await _bot.Dispatcher.NextShownAsync()).Result;
        Assert.Equal((DeliveryOutcome.Delivered, null), (shown.Outcome, shown.MessageId)); // reported, so nothing is left to deliver
        Assert.Empty(_bot.Chat.Messages);
    }

    [Fact]
    public async Task A_saved_card_whose_delivery_is_unconfirmed_is_delivered_again_later()
    {
        _bot.Slack.Faults.LoseAnswer(1, "chat.postMessage");

        await AskAsync(isCommand: true);

        Assert.Equal(Texts.Kept, Assert.Single(await AnswersInChannelAsync()).Words.Trim());
        var shown = (await _bot.Dispatcher.NextShownAsync()).Result;
        Assert.Equal((DeliveryOutcome.Unconfirmed, true), (shown.Outcome, shown.Conversation!.IsOneToOne));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_saved_form_points_to_the_card_in_the_direct_message(bool isAtHand)
    {
        await OpenFormAsync();
        var late = isAtHand ? null : _bot.Dispatcher.AnswerLate();
        if (isAtHand)
            _bot.Dispatcher.Answer(Kept);

        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SubmitAsync(Cancel));
        late?.SetResult(Kept);

        var modal = await _bot.Dispatcher.PassTimeUntilAsync(_bot.ViewWithAsync(Texts.Kept));
        Assert.DoesNotContain("Waits", modal.Words, StringComparison.Ordinal);
        Assert.Contains("Waits", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(_bot.Chat.Messages).Ts, (await _bot.Dispatcher.NextShownAsync()).Result.MessageId);
    }

    [Fact]
    public async Task If_the_person_takes_no_messages_the_form_promises_no_message()
    {
        await OpenFormAsync();
        _bot.Dispatcher.Answer(Kept);
        _bot.Slack.Faults.Refuse("messages_tab_disabled", on: "chat.postMessage");

        await _bot.Client.SubmitAsync(Cancel);

        await _bot.ViewWithAsync(Texts.KeptAlone);
    }

    [Fact]
    public async Task A_saved_request_that_would_open_a_form_says_so_in_the_modal()
    {
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = true };

        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);

        await _bot.ViewWithAsync(Texts.Kept);
        Assert.Equal((await _bot.NextMessageAsync(_bot.Chat)).Ts, (await _bot.Dispatcher.NextShownAsync()).Result.MessageId);
    }

    private Task AskAsync(bool isCommand) =>
        isCommand
            ? _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new projector", Cancel)
            : _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} new projector", cancellationToken: Cancel);

    private async Task<IReadOnlyList<FakeMessage>> AnswersInChannelAsync()
    {
        await _bot.NextMessageAsync(_bot.Channel);
        return [.. _bot.Client.Messages(_bot.Channel).Where(message => message.Author is null)];
    }

    private async Task OpenFormAsync()
    {
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = request.Kind == RequestKind.Message };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        await _bot.ViewWithAsync("What happens?");
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Dispatcher.NextShownAsync(); // the result of the form
    }
}
