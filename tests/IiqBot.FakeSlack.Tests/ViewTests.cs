using System.Text.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeSlack.Tests;

public sealed class ViewTests : SlackTest
{
    private const string Home = """{"type":"home","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"My tickets"}}]}""";

    [Fact]
    public async Task An_opened_view_is_on_the_screen_and_described_in_full()
    {
        var answer = Good(await CallAsync("views.open", $$"""{"trigger_id":"{{await TriggerAsync()}}","view":{{SmallModal}}}"""))
            .GetProperty("view");
        var view = Client.View!;
        Assert.Equal(
            (view.Id, view.Hash, "m1", "form"),
            (
                answer.GetProperty("id").GetString(),
                answer.GetProperty("hash").GetString(),
                answer.GetProperty("private_metadata").GetString(),
                answer.GetProperty("callback_id").GetString()
            )
        );
        Assert.Equal(
            JsonValueKind.Null,
            answer.GetProperty("state").GetProperty("values").GetProperty("issue").GetProperty("text").GetProperty("value").ValueKind
        );
        Assert.Equal("File a ticket", view.Title);
        Assert.Same(view, await Client.NextViewAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_invalid_view_is_refused_and_its_trigger_stays_valid()
    {
        var trigger = await TriggerAsync();
        var bad = With(SmallModal, "title", JsonNode.Parse("""{"type":"plain_text","text":"A title of more than twenty-four"}""")!);
        var answer = Refused(await CallAsync("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{bad}}}"""), "invalid_arguments");
        Assert.Contains(
            "/view/title/text",
            answer.GetProperty("response_metadata").GetProperty("messages")[0].GetString(),
            StringComparison.Ordinal
        );
        Violated("/view/title/text");
        Good(await CallAsync("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{SmallModal}}}"""));
    }

    [Fact]
    public async Task A_form_carries_its_view_as_JSON_text() =>
        Good(await FormAsync("views.open", ("trigger_id", await TriggerAsync()), ("view", SmallModal)));

    [Fact]
    public async Task An_update_keeps_what_was_typed_in_inputs_that_stay()
    {
        var view = await OpenedAsync();
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        var renamed = With(SmallModal, "title", JsonNode.Parse("""{"type":"plain_text","text":"Step two"}""")!);
        Good(await CallAsync("views.update", $$"""{"view_id":"{{view.Id}}","hash":"{{view.Hash}}","view":{{renamed}}}"""));
        Assert.Equal("Step two", view.Title);
        await Client.SubmitAsync(Cancel);
        Assert.Equal("Screen broken", Typed());
    }

    [Fact]
    public async Task An_update_forgets_what_was_typed_in_inputs_that_go()
    {
        var view = await OpenedAsync();
        await Client.FillAsync("Issue", "Screen broken", Cancel);
        Good(
            await CallAsync(
                "views.update",
                $$"""{"view_id":"{{view.Id}}","view":{{SmallModal.Replace("\"issue\"", "\"other\"", StringComparison.Ordinal)}}}"""
            )
        );
        Good(await CallAsync("views.update", $$"""{"view_id":"{{view.Id}}","view":{{SmallModal}}}"""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SubmitAsync(Cancel));
    }

    [Fact]
    public async Task A_stale_hash_or_a_closed_view_is_refused_without_a_violation()
    {
        var view = await OpenedAsync();
        var old = view.Hash;
        Good(await CallAsync("views.update", $$"""{"view_id":"{{view.Id}}","view":{{SmallModal}}}"""));
        Refused(await CallAsync("views.update", $$"""{"view_id":"{{view.Id}}","hash":"{{old}}","view":{{SmallModal}}}"""), "hash_conflict");
        await Client.CloseAsync(cancellationToken: Cancel);
        Refused(await CallAsync("views.update", $$"""{"view_id":"{{view.Id}}","view":{{SmallModal}}}"""), "not_found");
    }

    [Fact]
    public async Task A_view_may_be_found_by_its_external_id_which_is_unique()
    {
        var named = With(SmallModal, "external_id", "form-1");
        await OpenedAsync(named);
        Good(await CallAsync("views.update", $$"""{"external_id":"form-1","view":{{named}}}"""));
        var bob = Slack.AddPerson("Bob Li", "bob@district.example");
        var trigger = (await Slack.As(bob).CommandAsync(Slack.AddDirectMessage(bob), "/iiq", "", Cancel)).Request.TriggerId;
        Refused(await CallAsync("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{named}}}"""), "duplicate_external_id");
        Violated("duplicate_external_id");
    }

    [Fact]
    public async Task Three_views_fit_a_stack()
    {
        const string withButton = """
            {"type":"modal","title":{"type":"plain_text","text":"Step"},"blocks":[{"type":"actions","elements":[
              {"type":"button","action_id":"next","text":{"type":"plain_text","text":"Next"}}]}]}
            """;
        await OpenedAsync(withButton);
        for (var i = 0; i < 2; i++)
            Good(await PushAsync(withButton));
        Assert.Equal(3, Client.Views.Count);
        Assert.Same(Client.Views[0], Client.View!.Root);
        Assert.Same(Client.Views[1], Client.View.Previous);
        Refused(await PushAsync(withButton), "push_limit_reached");
        Violated("push_limit_reached");
        await Client.CloseAsync(cancellationToken: Cancel);
        Assert.Equal(2, Client.Views.Count);
    }

    [Fact]
    public async Task A_push_needs_a_trigger_from_a_modal()
    {
        Refused(await CallAsync("views.push", $$"""{"trigger_id":"{{await TriggerAsync()}}","view":{{SmallModal}}}"""), "not_found");
        Violated("came from an open modal");
    }

    [Fact]
    public async Task A_home_is_each_persons_own()
    {
        Good(await CallAsync("views.publish", $$"""{"user_id":"{{Ada.Id}}","view":{{Home}}}"""));
        Assert.Equal("My tickets", Client.Home!.Words);
        Assert.Null(Slack.As(Slack.AddPerson("Bob Li", "bob@district.example")).Home);
        Refused(await CallAsync("views.publish", $$"""{"user_id":"U0NOBODY","view":{{Home}}}"""), "user_not_found");
        Refused(await CallAsync("views.publish", $$"""{"user_id":"{{Ada.Id}}","hash":"0.0","view":{{Home}}}"""), "hash_conflict");
        Refused(await CallAsync("views.publish", $$"""{"user_id":"{{Ada.Id}}","view":{{SmallModal}}}"""), "invalid_arguments");
        Violated("no view for here");
    }

    [Fact]
    public async Task A_button_of_the_home_tab_sends_its_view_and_a_trigger_for_a_modal()
    {
        const string home = """
            {"type":"home","blocks":[{"type":"actions","elements":[
              {"type":"button","action_id":"ticket.new","text":{"type":"plain_text","text":"File a ticket"}}]}]}
            """;
        Good(await CallAsync("views.publish", $$"""{"user_id":"{{Ada.Id}}","view":{{home}}}"""));
        var trigger = (await Client.PressAsync(Client.Home!, "File a ticket", Cancel)).Request.TriggerId;
        Assert.Equal(
            ("view", Client.Home!.Id, "home"),
            (
                Bot.Last.Payload.GetProperty("container").GetProperty("type").GetString(),
                Bot.Last.Payload.GetProperty("view").GetProperty("id").GetString(),
                Bot.Last.Payload.GetProperty("view").GetProperty("type").GetString()
            )
        );
        Good(await CallAsync("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{SmallModal}}}"""));
        Assert.Equal("File a ticket", Client.View!.Title);
        await Client.OpenHomeAsync(Cancel);
        Assert.Equal(Client.Home.Id, Bot.Last.Payload.GetProperty("event").GetProperty("view").GetProperty("id").GetString());
    }

    private string? Typed() =>
        Bot
            .Last.Payload.GetProperty("view")
            .GetProperty("state")
            .GetProperty("values")
            .GetProperty("issue")
            .GetProperty("text")
            .GetProperty("value")
            .GetString();

    private async Task<JsonElement> PushAsync(string view)
    {
        var trigger = (await Client.PressAsync(Client.View!, "Next", Cancel)).Request.TriggerId;
        return await CallAsync("views.push", $$"""{"trigger_id":"{{trigger}}","view":{{view}}}""");
    }
}

public sealed class NoHomeTests : SlackTest
{
    protected override FakeSlackOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            App = new SlackApp
            {
                HomeTab = false,
                Interactivity = false,
                MessagesTab = false,
            },
        };

    [Fact]
    public async Task Features_that_the_configuration_switches_off_do_not_work()
    {
        Refused(
            await CallAsync("views.publish", """{"user_id":"U1","view":{"type":"home","blocks":[{"type":"divider"}]}}"""),
            "not_enabled"
        );
        Violated("not_enabled");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.OpenHomeAsync(Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SayAsync(Chat, "Hello", cancellationToken: Cancel));
        var message = await PostedAsync(ButtonMessage);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PressAsync(message, "Resolve", Cancel));
    }
}
