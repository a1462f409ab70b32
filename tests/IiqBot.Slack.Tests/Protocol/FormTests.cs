using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.FakeSlack;
using IiqBot.Slack.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Tests.Protocol;

/// <summary>Forms: opened at once, searched while typing, submitted, corrected, and answered where they were.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private static readonly CardAction.Press Resolve = new("Resolve", "ticket.resolve", Arguments.Of("ticket", "12"));

    private BotUnderSlack _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderSlack.StartAsync();
        _bot.Dispatcher.Accepts = request => new Accepted(request)
        {
            OpensForm = request.Kind == RequestKind.Message && request.Text!.StartsWith("new", StringComparison.Ordinal),
        };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
    }

    public async ValueTask DisposeAsync()
    {
        _bot.Slack.AssertClean();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task A_form_opens_as_a_loading_view_until_its_lists_are_loaded()
    {
        var late = _bot.Dispatcher.AnswerLate();

        var answer = await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        Assert.Empty(answer.Body);
        await _bot.ViewWithAsync("Loading");
        late.SetResult(new BotResponse.OpenForm(BotUnderSlack.Form()));

        var form = await _bot.ViewWithAsync("What happens?");
        Assert.Equal(("ticket.file", "File a ticket"), (form.CallbackId, form.Title));
    }

    [Fact]
    public async Task A_refusal_replaces_the_loading_view()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Not for guests")) { IsRefusal = true });

        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);

        await _bot.ViewWithAsync("Not for guests");
    }

    [Fact]
    public async Task A_line_that_needs_a_form_opens_it_while_the_trigger_is_valid()
    {
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "file it", Cancel);

        await _bot.ViewWithAsync("What happens?");
    }

    [Fact]
    public async Task After_the_trigger_expired_a_button_opens_the_form()
    {
        var late = _bot.Dispatcher.AnswerLate();
        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "file it", Cancel));
        _bot.Time.Advance(TimeSpan.FromSeconds(4));
        late.SetResult(new BotResponse.OpenForm(BotUnderSlack.Form()));

        var launcher = await _bot.NextMessageAsync(_bot.Channel);
        Assert.Equal(_bot.Ada, launcher.OnlyFor);
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = true };
        await _bot.Client.PressAsync(launcher, "Open form", Cancel);

        await _bot.ViewWithAsync("What happens?");
        var request = _bot.Dispatcher.Asked[^1];
        Assert.NotEqual("ticket.file", request.Verb);
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.SubmitAsync(Cancel);
        request = _bot.Dispatcher.Asked[^1];
        Assert.Equal(
            ("ticket.file", "A-20417", "Projector"),
            (request.Verb, request.Arguments["device"], request.Arguments["description"])
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_form_behind_a_button_keeps_all_that_was_typed(bool byReaction)
    {
        var typed = string.Concat(Enumerable.Repeat("Größe ist 東京 ", 300))[..2990] + "zum Ende.";
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(Typed(typed)));

        var launcher = await LauncherAsync(byReaction);
        await _bot.Client.PressAsync(launcher, "Open form", Cancel);

        var form = await _bot.ViewWithAsync("What happens?");
        Assert.Contains(typed, form.Words, StringComparison.Ordinal);
        Assert.Contains("The ticket will be for Grace", form.Words, StringComparison.Ordinal);
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.SubmitAsync(Cancel);
        Assert.Equal(typed, _bot.Dispatcher.Asked[^1].Arguments["description"]);
    }

    [Fact]
    public async Task After_a_restart_the_button_opens_the_form_with_shortened_text_and_all_files()
    {
        var files = PlatformFile.Write(
            Enumerable.Range(1, 10).Select(i => new PlatformFile($"F0A1B2C3D{i}", $"picture-of-the-projector-{i}.png"))
        )!;
        var form = Typed(new string('ß', 3000)) with { Hidden = Arguments.Of(ArgumentNames.MessageAttachments, files) };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(form));
        var launcher = await LauncherAsync(byReaction: false);
        _bot.Services.GetRequiredService<Drafts>().Sent(new Actor("slack", _bot.Slack.Team.Id, _bot.Ada.Id), form.InstanceId);

        await _bot.Client.PressAsync(launcher, "Open form", Cancel);

        await _bot.ViewWithAsync("What happens?");
        var arguments = _bot.Dispatcher.Asked[^1].Arguments;
        Assert.Equal(files, arguments[ArgumentNames.MessageAttachments]);
        Assert.InRange(arguments["description"]!.Length, 1000, 2000);
        Assert.Null(arguments[Drafts.Key]);
    }

    [Fact]
    public async Task After_a_submission_the_button_opens_a_new_form()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(Typed("Hums")));
        var launcher = await LauncherAsync(byReaction: false);
        await _bot.Client.PressAsync(launcher, "Open form", Cancel);
        await _bot.ViewWithAsync("What happens?");
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Filed")) { IsPrivate = true });
        await _bot.Client.SubmitAsync(Cancel);
        await _bot.NextMessageAsync(_bot.Chat);
        await _bot.Client.CloseAsync(all: true, Cancel);

        await _bot.Client.PressAsync(launcher, "Open form", Cancel);

        await _bot.Slack.WaitUntilAsync(
            () => _bot.Dispatcher.Asked[^1] is { Verb: "ticket.file", Kind: RequestKind.CardAction },
            "a new form",
            cancellationToken: Cancel
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_retry_button_of_a_failed_form_keeps_all_that_was_typed(bool inView)
    {
        var typed = new string('ß', 3000);
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(
                BotUnderSlack.Card("Not filed", new CardAction.Press("Try again", "ticket.file", Arguments.Of("text", typed)))
            )
            {
                IsPrivate = true,
            }
        );
        await _bot.Client.SubmitAsync(Cancel);
        var kept = await _bot.NextMessageAsync(_bot.Chat);

        if (inView)
            await _bot.Client.PressAsync(_bot.Client.View!, "Try again", Cancel);
        else
        {
            await _bot.Client.CloseAsync(all: true, Cancel);
            await _bot.Client.PressAsync(kept, "Try again", Cancel);
        }

        Assert.Equal(typed, _bot.Dispatcher.Asked[^1].Arguments["text"]);
    }

    [Fact]
    public async Task The_button_opens_the_answers_of_a_form_that_failed_and_was_closed()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(Typed("Hums")));
        var launcher = await LauncherAsync(byReaction: false);
        await _bot.Client.PressAsync(launcher, "Open form", Cancel);
        await _bot.ViewWithAsync("What happens?");
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(
            new BotResponse.FormErrors(Typed("Hums and smells") with { Errors = Form.FailedAs("Incident IQ does not answer.") })
        );
        await _bot.Client.SubmitAsync(Cancel);
        await _bot.ViewWithAsync("Incident IQ does not answer.");
        await _bot.Client.CloseAsync(all: true, Cancel);
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(Typed("Anew")));

        await _bot.Client.PressAsync(launcher, "Open form", Cancel);

        Assert.Contains("Hums and smells", (await _bot.ViewWithAsync("What happens?")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(Arguments.MaxValueLength)]
    public async Task A_button_keeps_long_text_in_full_for_the_person_it_was_drawn_for(int length)
    {
        var typed = new string('ß', length);
        _bot.Dispatcher.Answer(
            new BotResponse.Reply(
                BotUnderSlack.Card("I did not understand", new CardAction.Press("File this", "ticket.file", Arguments.Of("text", typed)))
            )
        );
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} {typed}", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Channel);

        await _bot.Slack.As(_bot.Grace).PressAsync(card, "File this", Cancel);
        Assert.InRange(_bot.Dispatcher.Asked[^1].Arguments["text"]!.Length, 1400, 2000);
        Assert.True(_bot.Dispatcher.Asked[^1].Arguments.Flag(Arguments.Incomplete));
        await _bot.Client.PressAsync(card, "File this", Cancel);
        Assert.Equal(typed, _bot.Dispatcher.Asked[^1].Arguments["text"]);
        Assert.False(_bot.Dispatcher.Asked[^1].Arguments.Flag(Arguments.Incomplete));
    }

    [Theory]
    [InlineData("ß", 3001)]
    [InlineData("and hums ", 900)]
    [InlineData("line\n", 2000)]
    [InlineData("😀", 4500)]
    public async Task A_text_too_long_for_an_input_is_shown_and_sent_in_full(string part, int times)
    {
        var typed = string.Concat(Enumerable.Repeat(part, times)) + "THE-END";
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(Typed(typed)));
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        await _bot.ViewWithAsync("THE-END");
        await _bot.Client.FillAsync("location", "lin", Cancel);

        await _bot.Client.SubmitAsync(Cancel);

        Assert.Equal(typed, _bot.Dispatcher.Asked[^1].Arguments["description"]);
    }

    [Fact]
    public async Task A_date_field_sends_its_initial_day()
    {
        var form = BotUnderSlack.Form() with
        {
            Fields = [new Field.Date("when", "Due on") { Value = new(2026, 12, 4), IsRequired = true }],
        };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(form));
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        await _bot.ViewWithAsync("Due on");
        await _bot.Client.SubmitAsync(Cancel);
        Assert.Equal("2026-12-04", _bot.Dispatcher.Asked[^1].Arguments["when"]);
    }

    [Fact]
    public async Task A_date_field_sends_the_picked_day()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form() with { Fields = [new Field.Date("when", "Due on")] }));
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        await _bot.ViewWithAsync("Due on");
        await _bot.Client.FillAsync("when", "2027-01-15", Cancel);
        await _bot.Client.SubmitAsync(Cancel);
        Assert.Equal("2027-01-15", _bot.Dispatcher.Asked[^1].Arguments["when"]);
    }

    private static Form Typed(string text)
    {
        var form = BotUnderSlack.Form();
        return form with
        {
            Introduction = "The ticket will be for Grace.",
            Fields = [.. form.Fields.Take(2), ((Field.Text)form.Fields[2]) with { Value = text }],
        };
    }

    private async Task<FakeMessage> LauncherAsync(bool byReaction)
    {
        if (byReaction)
            await _bot.Client.ReactAsync(_bot.Slack.AddMessage(_bot.Channel, _bot.Grace, "It hums"), "ticket", Cancel);
        else
            await _bot.Client.SayAsync(_bot.Chat, "file it", cancellationToken: Cancel);
        return await _bot.NextMessageAsync(byReaction ? _bot.Channel : _bot.Chat);
    }

    [Fact]
    public async Task A_search_gets_the_other_answers_of_the_form()
    {
        await OpenAsync();

        var places = await _bot.Client.SuggestAsync(_bot.Client.View!, "location", "lin", Cancel);
        Assert.Equal([("lin", "value of lin")], places.Options);
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.SuggestAsync(_bot.Client.View!, "room", "20", Cancel);

        var (request, source, query) = _bot.Dispatcher.Searches[^1];
        Assert.Equal(("rooms", "20", "value of lin"), (source, query, request.Arguments["location"]));
        Assert.Equal(_bot.Ada.Id, request.Actor.UserId);
    }

    [Fact]
    public async Task A_slow_search_is_answered_with_a_loading_entry()
    {
        await OpenAsync();
        var late = _bot.Dispatcher.FindLate();

        var places = await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SuggestAsync(_bot.Client.View!, "location", "lin", Cancel));

        Assert.True(places.IsAcknowledged);
        Assert.Equal([("Still looking: type another letter", "…")], places.Options);
        late.SetResult();
        Assert.Equal([("linc", "value of linc")], (await _bot.Client.SuggestAsync(_bot.Client.View!, "location", "linc", Cancel)).Options);
    }

    [Fact]
    public async Task A_failed_search_differs_from_one_without_results()
    {
        await OpenAsync();
        _bot.Dispatcher.Finds = query => query == "lin" ? Choices.NotNow : [];

        var failed = await _bot.Client.SuggestAsync(_bot.Client.View!, "location", "lin", Cancel);
        var none = await _bot.Client.SuggestAsync(_bot.Client.View!, "location", "nowhere", Cancel);

        Assert.Equal([("Search failed: type another letter", "…")], failed.Options);
        Assert.Empty(none.Options);
    }

    [Fact]
    public async Task A_search_may_take_a_moment()
    {
        await OpenAsync();
        var late = _bot.Dispatcher.FindLate();
        var asking = _bot.Client.SuggestAsync(_bot.Client.View!, "location", "lin", Cancel);
        await BotUnderSlack.UntilAsync(() => Task.FromResult(_bot.Dispatcher.Searches.Count > 0));

        _bot.Time.Advance(TimeSpan.FromMilliseconds(600));
        late.SetResult();

        Assert.Equal([("lin", "value of lin")], (await asking).Options);
    }

    [Fact]
    public async Task Choosing_the_loading_entry_is_an_error_at_the_field()
    {
        await OpenAsync();
        _bot.Dispatcher.FindLate();
        await _bot.Dispatcher.PassTimeUntilAsync(ChooseAsync("Still looking: type another letter"));
        await _bot.Client.FillAsync("description", "It hums", Cancel);

        var answer = await _bot.Client.SubmitAsync(Cancel);

        Assert.Equal(["location"], answer.Errors.Keys);
        Assert.Contains("pick an entry from the list", answer.Errors["location"], StringComparison.Ordinal);
        Assert.DoesNotContain(_bot.Dispatcher.Asked, request => request.Kind == RequestKind.FormSubmission);

        async Task<bool> ChooseAsync(string label)
        {
            await _bot.Client.FillAsync("location", label, Cancel);
            return true;
        }
    }

    [Fact]
    public async Task The_value_of_the_loading_entry_can_be_typed_into_a_text_field()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.FillAsync("description", "…", Cancel);

        var answer = await _bot.Client.SubmitAsync(Cancel);

        Assert.Empty(answer.Errors);
        Assert.Equal(
            "…",
            Assert.Single(_bot.Dispatcher.Asked, request => request.Kind == RequestKind.FormSubmission).Arguments["description"]
        );
    }

    [Fact]
    public async Task Errors_are_shown_at_their_fields_and_the_answers_stay()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.FillAsync("description", "It hums", Cancel);
        _bot.Dispatcher.Accepts = request => new Accepted(request)
        {
            Errors = new Dictionary<string, string> { ["description"] = "Tell a little more.", [Form.Whole] = "And more." },
        };

        var answer = await _bot.Client.SubmitAsync(Cancel);

        Assert.Equal("Tell a little more.", answer.Errors["description"]);
        Assert.Equal("And more.", answer.Errors["location"]);
        Assert.Contains("What happens?", _bot.Client.View!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_valid_form_shows_progress_then_the_result_here_and_in_the_direct_message()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        await _bot.Client.FillAsync("description", "It hums", Cancel);
        var late = _bot.Dispatcher.AnswerLate();

        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SubmitAsync(Cancel));
        await _bot.ViewWithAsync("Working on it");
        late.SetResult(new BotResponse.Reply(BotUnderSlack.Card("Filed as 39190")) { IsPrivate = true });

        await _bot.Dispatcher.PassTimeUntilAsync(_bot.ViewWithAsync("Filed as 39190"));
        var kept = await _bot.NextMessageAsync(_bot.Chat);
        Assert.Contains("Filed as 39190", kept.Words, StringComparison.Ordinal);
        var request = _bot.Dispatcher.Asked[^1];
        Assert.Equal(
            (RequestKind.FormSubmission, "ticket.file", "value of lin", "It hums", "A-20417"),
            (request.Kind, request.Verb, request.Arguments["location"], request.Arguments["description"], request.Arguments["device"])
        );
        Assert.Equal("33333333-3333-4333-8333-333333333333", request.Arguments[Form.InstanceKey]);
    }

    [Fact]
    public async Task A_form_can_have_its_own_progress_text()
    {
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form() with { Working = "Filing…" }));
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        var late = _bot.Dispatcher.AnswerLate();

        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SubmitAsync(Cancel));

        await _bot.ViewWithAsync("Filing…");
        late.SetResult(new BotResponse.Silent());
    }

    [Fact]
    public async Task A_fast_result_is_in_the_acknowledgement()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(new BotResponse.ReplaceCard(BotUnderSlack.Card("Filed")));

        var answer = await _bot.Client.SubmitAsync(Cancel);

        Assert.Equal("update", answer.Json!.Value.GetProperty("response_action").GetString());
        Assert.Contains("Filed", _bot.Client.View!.Words, StringComparison.Ordinal);
        Assert.Contains("Filed", (await _bot.NextMessageAsync(_bot.Chat)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_the_form_returns_with_its_answers()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        var late = _bot.Dispatcher.AnswerLate();
        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SubmitAsync(Cancel));

        late.SetResult(new BotResponse.FormErrors(BotUnderSlack.Form() with { Errors = Form.FailedAs("Incident IQ does not answer.") }));

        var again = await _bot.Dispatcher.PassTimeUntilAsync(_bot.ViewWithAsync("Incident IQ does not answer."));
        Assert.Contains("Projector", again.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_opened_from_a_channels_card_redraws_that_card()
    {
        _bot.Dispatcher.Answer(new BotResponse.Reply(BotUnderSlack.Card("Ticket", Resolve)));
        await _bot.Client.SayAsync(_bot.Channel, $"{_bot.Slack.Mention} show 12", cancellationToken: Cancel);
        var card = await _bot.NextMessageAsync(_bot.Channel);
        _bot.Dispatcher.Accepts = request => new Accepted(request) { OpensForm = request.Kind == RequestKind.CardAction };
        _bot.Dispatcher.Answer(new BotResponse.OpenForm(BotUnderSlack.Form()));
        await _bot.Client.PressAsync(card, "ticket.resolve", Cancel);
        await _bot.ViewWithAsync("What happens?");
        await _bot.Client.FillAsync("location", "lin", Cancel);
        _bot.Dispatcher.Answer(new BotResponse.ReplaceCard(BotUnderSlack.Card("Resolved")));

        await _bot.Client.SubmitAsync(Cancel);

        var redrawn = await _bot.NextUpdateAsync(_bot.Channel);
        Assert.Equal((card.Ts, true), (redrawn.Ts, redrawn.Words.Contains("Resolved", StringComparison.Ordinal)));
        var request = _bot.Dispatcher.Asked[^1];
        Assert.Equal((card.Ts, ConversationScope.Channel), (request.MessageId, request.Conversation.Scope));
    }

    [Fact]
    public async Task The_answer_to_a_closed_form_is_sent_as_a_message()
    {
        await OpenAsync();
        await _bot.Client.FillAsync("location", "lin", Cancel);
        var late = _bot.Dispatcher.AnswerLate();
        await _bot.Dispatcher.PassTimeUntilAsync(_bot.Client.SubmitAsync(Cancel));
        await _bot.Client.CloseAsync(all: true, Cancel);

        late.SetResult(new BotResponse.Reply(BotUnderSlack.Card("Filed")) { IsPrivate = true });

        Assert.Contains(
            "Filed",
            (await _bot.Dispatcher.PassTimeUntilAsync(_bot.NextMessageAsync(_bot.Chat))).Words,
            StringComparison.Ordinal
        );
    }

    private async Task OpenAsync()
    {
        await _bot.Client.CommandAsync(_bot.Channel, BotUnderSlack.Command, "new", Cancel);
        await _bot.ViewWithAsync("What happens?");
    }
}
