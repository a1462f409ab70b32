using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

/// <summary>Filling in and submitting modals, and the effects of the acknowledgement.</summary>
public sealed class FormTests : SlackTest
{
    private const string Full = """
        {"type":"modal","callback_id":"all","title":{"type":"plain_text","text":"All inputs"},"submit":{"type":"plain_text","text":"Go"},"notify_on_close":true,
         "blocks":[
          {"type":"input","block_id":"kind","label":{"type":"plain_text","text":"Kind"},"element":{"type":"static_select","action_id":"v",
            "initial_option":{"text":{"type":"plain_text","text":"Hardware"},"value":"hw"},
            "options":[{"text":{"type":"plain_text","text":"Hardware"},"value":"hw"},{"text":{"type":"plain_text","text":"Software"},"value":"sw"}]}},
          {"type":"input","block_id":"room","optional":true,"label":{"type":"plain_text","text":"Room"},"element":{"type":"external_select","action_id":"rooms","min_query_length":2}},
          {"type":"input","block_id":"who","optional":true,"label":{"type":"plain_text","text":"Who"},"element":{"type":"users_select","action_id":"v"}},
          {"type":"input","block_id":"tags","optional":true,"label":{"type":"plain_text","text":"Tags"},"element":{"type":"checkboxes","action_id":"v",
            "options":[{"text":{"type":"plain_text","text":"Urgent"},"value":"u"},{"text":{"type":"plain_text","text":"Loaner"},"value":"l"}]}},
          {"type":"input","block_id":"day","optional":true,"label":{"type":"plain_text","text":"Day"},"element":{"type":"datepicker","action_id":"v"}},
          {"type":"input","block_id":"count","optional":true,"label":{"type":"plain_text","text":"Count"},"element":{"type":"number_input","action_id":"v","is_decimal_allowed":false,"max_value":"30"}},
          {"type":"input","block_id":"site","dispatch_action":true,"optional":true,"label":{"type":"plain_text","text":"Site"},"element":{"type":"plain_text_input","action_id":"v"}},
          {"type":"section","block_id":"pick","text":{"type":"mrkdwn","text":"Model"},"accessory":{"type":"static_select","action_id":"v",
            "options":[{"text":{"type":"plain_text","text":"CB-11"},"value":"cb11"}]}}]}
        """;

    [Fact]
    public async Task A_submission_arrives_in_Slacks_format()
    {
        await OpenedAsync(Full);
        Bot.Answer = r =>
            r.Path == "/slack/options"
                ? (200, """{"options":[{"text":{"type":"plain_text","text":"Room 101"},"value":"101"}]}""")
                : (200, "");
        await Client.FillAsync("Kind", "Software", Cancel);
        await Client.FillAsync("Room", "101", Cancel);
        await Client.FillAsync("Who", Ada.Id, Cancel);
        await Client.FillAsync("Tags", "Urgent|Loaner", Cancel);
        await Client.FillAsync("Day", "2026-09-02", Cancel);
        await Client.FillAsync("Count", "3", Cancel);
        await Client.SubmitAsync(Cancel);

        var payload = Bot.Last.Payload;
        Assert.Equal("view_submission", payload.GetProperty("type").GetString());
        var values = payload.GetProperty("view").GetProperty("state").GetProperty("values");
        Assert.Equal("sw", values.GetProperty("kind").GetProperty("v").GetProperty("selected_option").GetProperty("value").GetString());
        Assert.Equal(
            "101",
            values.GetProperty("room").GetProperty("rooms").GetProperty("selected_option").GetProperty("value").GetString()
        );
        Assert.Equal(Ada.Id, values.GetProperty("who").GetProperty("v").GetProperty("selected_user").GetString());
        Assert.Equal(2, values.GetProperty("tags").GetProperty("v").GetProperty("selected_options").GetArrayLength());
        Assert.Equal("2026-09-02", values.GetProperty("day").GetProperty("v").GetProperty("selected_date").GetString());
        Assert.Equal("3", values.GetProperty("count").GetProperty("v").GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, values.GetProperty("site").GetProperty("v").GetProperty("value").ValueKind);
        Assert.Equal(JsonValueKind.Null, values.GetProperty("pick").GetProperty("v").GetProperty("selected_option").ValueKind);
    }

    [Fact]
    public async Task An_untouched_form_holds_its_initial_values()
    {
        await OpenedAsync(Full);
        await Client.SubmitAsync(Cancel);
        var values = Bot.Last.Payload.GetProperty("view").GetProperty("state").GetProperty("values");
        Assert.Equal("hw", values.GetProperty("kind").GetProperty("v").GetProperty("selected_option").GetProperty("value").GetString());
        Assert.Equal(0, values.GetProperty("tags").GetProperty("v").GetProperty("selected_options").GetArrayLength());
        Assert.Equal(
            ("all", ""),
            (
                Bot.Last.Payload.GetProperty("view").GetProperty("callback_id").GetString(),
                Bot.Last.Payload.GetProperty("view").GetProperty("private_metadata").GetString()
            )
        );
    }

    [Fact]
    public async Task Dispatching_inputs_and_menus_outside_inputs_notify_the_bot_at_once()
    {
        var view = await OpenedAsync(Full);
        Assert.Null(await Client.FillAsync("Kind", "Software", Cancel));
        Assert.NotNull(await Client.FillAsync("Site", "North", Cancel));
        var payload = Bot.Last.Payload;
        Assert.Equal(
            ("block_actions", "view", view.Id),
            (
                payload.GetProperty("type").GetString(),
                payload.GetProperty("container").GetProperty("type").GetString(),
                payload.GetProperty("container").GetProperty("view_id").GetString()
            )
        );
        Assert.Equal("North", payload.GetProperty("actions")[0].GetProperty("value").GetString());
        Assert.Equal(
            "sw",
            payload
                .GetProperty("view")
                .GetProperty("state")
                .GetProperty("values")
                .GetProperty("kind")
                .GetProperty("v")
                .GetProperty("selected_option")
                .GetProperty("value")
                .GetString()
        );
        Assert.False(payload.TryGetProperty("response_url", out _));
        await Client.ChooseAsync(view, "Model", "CB-11", Cancel);
        Assert.Equal("cb11", Bot.Last.Payload.GetProperty("actions")[0].GetProperty("selected_option").GetProperty("value").GetString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.ChooseAsync(view, "Kind", "Software", Cancel));
    }

    [Fact]
    public async Task Slack_itself_stops_invalid_forms()
    {
        await OpenedAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
        await Client.FillAsync("Issue", new string('x', 51), Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
        await OpenedAsync(Full);
        await Client.FillAsync("Count", "31", Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
        await Client.FillAsync("Count", "2.5", Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
        Assert.DoesNotContain(Bot.Received, r => r.Body.Contains("view_submission", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_are_requested_after_enough_characters_and_must_be_valid()
    {
        var view = await OpenedAsync(Full);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SuggestAsync(view, "Room", "1", Cancel));
        Bot.Answer = _ =>
            (
                200,
                """{"option_groups":[{"label":{"type":"plain_text","text":"North"},"options":[{"text":{"type":"plain_text","text":"Room 101"},"value":"101"}]}]}"""
            );
        var answer = await Client.SuggestAsync(view, "Room", "10", Cancel);
        Assert.Equal([("Room 101", "101")], answer.Options);
        var payload = Bot.Last.Payload;
        Assert.Equal(
            ("/slack/options", "block_suggestion", "rooms", "room", "10"),
            (
                Bot.Last.Path,
                payload.GetProperty("type").GetString(),
                payload.GetProperty("action_id").GetString(),
                payload.GetProperty("block_id").GetString(),
                payload.GetProperty("value").GetString()
            )
        );
        Assert.False(payload.TryGetProperty("trigger_id", out _));
    }

    [Fact]
    public async Task A_menu_in_a_message_requests_options_too()
    {
        var message = await PostedAsync(
            """
            {"text":"x","blocks":[{"type":"actions","elements":[{"type":"external_select","action_id":"rooms","placeholder":{"type":"plain_text","text":"Room"}}]}]}
            """
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SuggestAsync(message, "Room", "10", Cancel));
        Bot.Answer = r =>
            r.Path == "/slack/options"
                ? (200, """{"options":[{"text":{"type":"plain_text","text":"Room 101"},"value":"101"}]}""")
                : (200, "");
        Assert.Single((await Client.SuggestAsync(message, "Room", "101", Cancel)).Options);
        Assert.Equal(message.Ts, Bot.Last.Payload.GetProperty("container").GetProperty("message_ts").GetString());
        await Client.ChooseAsync(message, "Room", "Room 101", Cancel);
        Assert.Equal("101", Bot.Last.Payload.GetProperty("actions")[0].GetProperty("selected_option").GetProperty("value").GetString());
    }

    [Fact]
    public async Task At_most_100_options_may_be_suggested()
    {
        var view = await OpenedAsync(Full);
        Bot.Answer = _ => (200, new JsonObject { ["options"] = Bricks.Times(101, i => Bricks.Option(i)) }.ToJsonString());
        await Client.SuggestAsync(view, "Room", "10", Cancel);
        Violated("no more than 100 items");
        Bot.Answer = _ => (200, "[]");
        await Client.SuggestAsync(view, "Room", "10", Cancel);
        Violated("must be a JSON object");
        Bot.Answer = _ => (200, "{}");
        await Client.SuggestAsync(view, "Room", "10", Cancel);
        Violated("either options or option_groups");
    }

    [Fact]
    public async Task A_chosen_conversation_has_a_response_url_if_requested()
    {
        await OpenedAsync(
            """
            {"type":"modal","title":{"type":"plain_text","text":"Share"},"submit":{"type":"plain_text","text":"Go"},"blocks":[
              {"type":"input","block_id":"where","label":{"type":"plain_text","text":"Where"},
               "element":{"type":"conversations_select","action_id":"v","response_url_enabled":true}}]}
            """
        );
        await Client.FillAsync("Where", Channel.Id, Cancel);
        await Client.SubmitAsync(Cancel);
        var chosen = Assert.Single(Bot.Last.Payload.GetProperty("response_urls").EnumerateArray());
        using var content = new StringContent(
            """{"text":"Shared","response_type":"in_channel"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await Http.PostAsync(new Uri(chosen.GetProperty("response_url").GetString()!), content, Cancel);
        Assert.Equal("Shared", Assert.Single(Channel.Messages).Text);
    }

    [Fact]
    public async Task A_disabled_submit_button_cannot_be_pressed()
    {
        await OpenedAsync(With(SmallModal, "submit_disabled", true));
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
    }

    [Fact]
    public async Task Nothing_in_the_acknowledgement_closes_the_modal()
    {
        await SubmittedAsync("");
        Assert.Null(Client.View);
    }

    [Fact]
    public async Task Errors_are_shown_under_their_inputs_and_the_answers_stay()
    {
        await SubmittedAsync("""{"response_action":"errors","errors":{"issue":"Say a little more."}}""");
        Assert.Equal("Say a little more.", Client.View!.Errors["issue"]);
        Bot.Answer = _ => (200, "");
        await Client.SubmitAsync(Cancel);
        Assert.Null(Client.View);
    }

    [Theory]
    [InlineData("""{"response_action":"errors","errors":{"text":"x"}}""", "no such input block")]
    [InlineData("""{"response_action":"errors","errors":{}}""", "needs errors")]
    [InlineData("""{"response_action":"errors","errors":{"issue":""}}""", "no text")]
    [InlineData("""{"response_action":"close"}""", "none Slack knows")]
    [InlineData("""{"response_action":"update"}""", "lacks its view")]
    [InlineData("""{"response_action":"update","view":{"type":"modal"}}""", "breaks the rules")]
    [InlineData("thanks", "neither empty nor a JSON object")]
    public async Task Other_acknowledgements_are_violations(string body, string about)
    {
        await SubmittedAsync(body);
        Violated(about);
        Assert.NotNull(Client.View);
    }

    [Fact]
    public async Task An_update_replaces_the_modal_a_push_adds_one_and_clear_closes_all()
    {
        const string done = """{"type":"modal","title":{"type":"plain_text","text":"Done"},"blocks":[{"type":"divider"}]}""";
        var view = await OpenedAsync();
        var mark = Client.Mark();
        await SubmitWithAsync(
            $$"""{"response_action":"update","view":{{SmallModal.Replace("File a ticket", "Filing", StringComparison.Ordinal)}}}"""
        );
        Assert.Same(view, await Client.NextViewAsync(mark, Cancel));
        Assert.Equal("Filing", view.Title);
        await SubmitWithAsync($$"""{"response_action":"push","view":{{done}}}""");
        Assert.Equal(("Done", 2), (Client.View!.Title, Client.Views.Count));
        await Client.CloseAsync(cancellationToken: Cancel);
        await SubmitWithAsync("""{"response_action":"clear"}""");
        Assert.Empty(Client.Views);
    }

    [Fact]
    public async Task The_bot_is_notified_of_a_closed_modal_if_requested()
    {
        await OpenedAsync();
        Assert.Null(await Client.CloseAsync(cancellationToken: Cancel));
        await OpenedAsync(Full);
        Assert.NotNull(await Client.CloseAsync(cancellationToken: Cancel));
        Assert.Equal(
            ("view_closed", false),
            (Bot.Last.Payload.GetProperty("type").GetString(), Bot.Last.Payload.GetProperty("is_cleared").GetBoolean())
        );
    }

    [Fact]
    public async Task A_submission_that_fails_leaves_the_modal_open()
    {
        await OpenedAsync();
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        Bot.Answer = _ => (500, "");
        await Client.SubmitAsync(Cancel);
        Violated("answered 500");
        Assert.NotNull(Client.View);
    }

    private async Task SubmittedAsync(string body)
    {
        await OpenedAsync();
        await SubmitWithAsync(body);
    }

    private async Task SubmitWithAsync(string body)
    {
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        Bot.Answer = _ => (200, body);
        await Client.SubmitAsync(Cancel);
    }
}
