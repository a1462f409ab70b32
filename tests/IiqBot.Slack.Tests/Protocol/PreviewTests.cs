using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Api;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>
/// Presses on the preview of a link. It is attached to somebody else's message, perhaps where the bot is not a member. So the bot always
/// answers only the person who pressed, and redraws what everybody sees.
/// </summary>
public sealed class PreviewTests : IAsyncLifetime
{
    private const string Link = "https://district.incidentiq.com/agent/tickets/3f6f1c62-5d4b-4a56-9a59-0c1d2e3f4a5b";

    private BotUnderSlack _bot = null!;
    private int _drawn;
    private BotResponse _answer = new BotResponse.ReplaceCard(BotUnderSlack.Card("Ada took it"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        _bot.Dispatcher.Answers = request =>
            Task.FromResult(request.Verb == Verbs.PreviewTicket ? Preview($"Preview {Interlocked.Increment(ref _drawn)}") : _answer);
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Theory]
    [InlineData(true, ChannelKind.Public)]
    [InlineData(false, ChannelKind.Public)]
    [InlineData(true, ChannelKind.Private)]
    [InlineData(false, ChannelKind.Private)]
    public async Task A_press_is_answered_ephemerally_and_the_preview_is_redrawn(bool isMember, ChannelKind kind)
    {
        var channel = _bot.Slack.AddChannel("talk", [_bot.Ada, _bot.Grace], kind);
        channel.HasBot = isMember;
        var message = await PreviewedAsync(channel);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        var told = await _bot.NextMessageAsync(channel);
        Assert.Equal(_bot.Ada, told.OnlyFor);
        Assert.Contains("Ada took it", told.Words, StringComparison.Ordinal);
        await DrawnAgainAsync(message);
        Assert.DoesNotContain(_bot.Slack.Calls, call => call.Method is "chat.update" or "chat.postMessage" or "chat.postEphemeral");
        Assert.Single(channel.Messages, posted => !posted.IsEphemeral);
    }

    [Fact]
    public async Task A_press_on_a_preview_counts_as_shared_and_has_only_its_own_arguments()
    {
        var message = await PreviewedAsync(_bot.Channel);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        await DrawnAgainAsync(message);
        var pressed = Assert.Single(_bot.Dispatcher.Asked, request => request.Verb == "ticket.take");
        Assert.Equal(
            (ConversationScope.Channel, null, RequestKind.CardAction),
            (pressed.Conversation.Scope, pressed.MessageId, pressed.Kind)
        );
        Assert.Equal(Arguments.Of("ticket", "7").Values, pressed.Arguments.Values);
        var renewed = _bot.Dispatcher.Asked.Last(request => request.Verb == Verbs.PreviewTicket);
        Assert.Equal(
            (ConversationScope.Channel, _bot.Channel.Id, Link),
            (renewed.Conversation.Scope, renewed.Conversation.Conversation, renewed.Arguments[ArgumentNames.PostedLink])
        );
    }

    [Fact]
    public async Task A_direct_message_of_two_people_counts_as_shared()
    {
        var chat = _bot.Slack.AddDirectMessage(_bot.Ada, _bot.Grace);
        var message = await PreviewedAsync(chat);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        Assert.Equal(_bot.Ada, (await _bot.NextMessageAsync(chat)).OnlyFor);
        await DrawnAgainAsync(message);
        Assert.All(_bot.Dispatcher.Asked, request => Assert.Equal(ConversationScope.Channel, request.Conversation.Scope));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Even_a_shared_answer_to_a_preview_is_ephemeral(bool isToast)
    {
        _answer = isToast ? new BotResponse.Toast("It is closed.") : new BotResponse.Reply(BotUnderSlack.Card("It is closed."));
        var message = await PreviewedAsync(_bot.Channel);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        var told = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal(_bot.Ada, told.OnlyFor);
        Assert.Contains("It is closed.", told.Words, StringComparison.Ordinal);
        Assert.Equal(1, _drawn);
    }

    [Fact]
    public async Task If_the_response_url_is_refused_the_answer_is_a_direct_message()
    {
        _bot.Slack.Faults.Answer(404, 1, FakeSlack.FakeFaults.ResponseUrl);
        _bot.Channel.HasBot = false;
        var message = await PreviewedAsync(_bot.Channel);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        Assert.Contains("Ada took it", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
        await DrawnAgainAsync(message);
    }

    [Fact]
    public async Task A_press_in_a_thread_is_answered_in_the_thread()
    {
        var question = _bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "Which one?");
        var message = await PreviewedAsync(_bot.Channel, question);

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        var told = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal((_bot.Ada, question.Ts), (told.OnlyFor, told.ThreadTs));
    }

    [Fact]
    public async Task The_result_of_a_previews_form_is_private_and_redraws_the_preview()
    {
        var message = await PreviewedAsync(_bot.Channel);
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = request.Verb == "ticket.take" };
        _answer = new BotResponse.OpenForm(BotUnderSlack.Form());
        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);
        await _bot.ViewWithAsync("What happens?");
        _answer = new BotResponse.ReplaceCard(BotUnderSlack.Card("Resolved"));
        await _bot.Client.FillAsync("location", "value of High", Cancel);

        await _bot.Client.SubmitAsync(Cancel);

        Assert.Contains("Resolved", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
        await DrawnAgainAsync(message);
        Assert.Equal(
            ConversationScope.Channel,
            Assert.Single(_bot.Dispatcher.Asked, request => request.Kind == RequestKind.FormSubmission).Conversation.Scope
        );
    }

    [Fact]
    public async Task A_later_answer_also_goes_to_the_presser_and_redraws_the_preview()
    {
        var message = await PreviewedAsync(_bot.Channel);
        _answer = new BotResponse.Silent();
        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);
        var kept = (await _bot.Dispatcher.NextShownAsync()).Request;
        _bot.Time.Advance(TimeSpan.FromHours(1));

        await _bot
            .Services.GetRequiredService<IMessenger>()
            .AnswerAsync(kept, new BotResponse.ReplaceCard(BotUnderSlack.Card("Ada took it")), Cancel);

        Assert.Contains("Ada took it", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
        await DrawnAgainAsync(message);
    }

    [Fact]
    public async Task A_preview_that_cannot_be_redrawn_for_everybody_stays_as_it_is()
    {
        var message = await PreviewedAsync(_bot.Channel);
        _bot.Dispatcher.Answers = request =>
            Task.FromResult<BotResponse>(
                request.Verb == Verbs.PreviewTicket
                    ? new BotResponse.Reply(BotUnderSlack.Card("Out of reach")) { IsFailure = true }
                    : new BotResponse.ReplaceCard(BotUnderSlack.Card("Ada took it"))
            );

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        await _bot.NextMessageAsync(_bot.Channel);
        while ((await _bot.Dispatcher.NextShownAsync()).Request.Verb != Verbs.PreviewTicket) { }

        Assert.Contains("Preview 1", message.Unfurls[Link].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limited_preview_is_not_retried()
    {
        _bot.Slack.Faults.Throttle(1, TimeSpan.FromMinutes(1), "chat.unfurl");

        await _bot.Slack.As(_bot.Grace).SayAsync(_bot.Channel, $"see <{Link}>", cancellationToken: Cancel);

        Assert.Equal(DeliveryResult.Unposted, (await _bot.Dispatcher.NextShownAsync()).Result);
        Assert.Empty(_bot.Channel.Messages[^1].Unfurls);
        Assert.Equal(1, Unfurled);
    }

    [Fact]
    public async Task A_failed_redraw_of_a_preview_is_not_tried_by_unfurl_id_too()
    {
        var message = await PreviewedAsync(_bot.Channel);
        const int tries = 4;
        _bot.Slack.Faults.Answer(503, tries, "chat.unfurl");

        await _bot.Client.PressPreviewAsync(message, Link, "Take", Cancel);

        Assert.Equal(DeliveryResult.Unposted, await _bot.Dispatcher.PassTimeUntilAsync(RenewedAsync()));
        Assert.Equal(1 + tries, Unfurled);

        async Task<DeliveryResult> RenewedAsync()
        {
            while (true)
            {
                var shown = await _bot.Dispatcher.NextShownAsync();
                if (shown.Request.Verb == Verbs.PreviewTicket)
                    return shown.Result;
            }
        }
    }

    private int Unfurled => _bot.Slack.Calls.Count(call => call.Method == "chat.unfurl");

    private async Task<FakeMessage> PreviewedAsync(FakeChannel channel, FakeMessage? thread = null)
    {
        await _bot.Slack.As(_bot.Grace).SayAsync(channel, $"see <{Link}>", thread, cancellationToken: Cancel);
        var message = channel.Messages[^1];
        await _bot.Slack.WaitUntilAsync(() => message.Unfurls.ContainsKey(Link), "preview", cancellationToken: Cancel);
        await _bot.Dispatcher.NextShownAsync();
        return message;
    }

    private Task DrawnAgainAsync(FakeMessage message) =>
        _bot.Slack.WaitUntilAsync(
            () => message.Unfurls[Link].GetRawText().Contains("Preview 2", StringComparison.Ordinal),
            "the preview again",
            cancellationToken: Cancel
        );

    private static BotResponse.Reply Preview(string title) =>
        new BotResponse.Reply(BotUnderSlack.Card(title, new CardAction.Press("Take", "ticket.take", Arguments.Of("ticket", "7"))));
}
