using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

public sealed class ClientTests : TeamsTest
{
    private const string Card = """
        {"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.Text","id":"note","isRequired":true,"label":"Note"}],
         "actions":[{"type":"Action.Execute","title":"Take 1","verb":"take","data":{"ticket":"1"}},
                    {"type":"Action.Execute","title":"Take 2","verb":"take","data":{"ticket":"2"},"fallback":{"type":"Action.Submit","title":"Take 2","data":{"verb":"take","ticket":"2"}}}]}
        """;

    private const string CardAnswer = """
        {"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"Taken"}]}}
        """;

    [Fact]
    public async Task A_typed_message_arrives_as_Teams_sends_it()
    {
        await using var bot = await StartBotAsync();
        var answer = await Teams.SayAsync(Chat, Ada, "help", cancellationToken: Cancel);
        var (activity, authorization) = await bot.NextAsync();
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(Teams.CreateAuthorization(), authorization);
        Assert.Equal("msteams", (string?)activity["channelId"]);
        Assert.Equal("help", (string?)activity["text"]);
        Assert.Equal(Teams.ServiceUrl.AbsoluteUri, (string?)activity["serviceUrl"]);
        Assert.Equal(Chat.Id, (string?)activity["conversation"]!["id"]);
        Assert.Equal("personal", (string?)activity["conversation"]!["conversationType"]);
        Assert.Equal(Teams.Tenant.Id, (string?)activity["channelData"]!["tenant"]!["id"]);
        Assert.Equal(Ada.AadObjectId, (string?)activity["from"]!["aadObjectId"]);
        Assert.Equal(BotId, (string?)activity["recipient"]!["id"]);
        Assert.DoesNotContain("ada@district.example", activity.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lists_and_quotes_are_only_in_the_HTML_and_emojis_also_images()
    {
        await using var bot = await StartBotAsync();
        await Teams.SayAsync(
            Chat,
            Ada,
            [
                new Typed.Words("see\n"),
                new Typed.Link("this", new Uri("https://kb.example.org/?a=1&b=2")),
                new Typed.Emoji("yes", "👍"),
                new Typed.Bullets("one", "two"),
                new Typed.Quote("Rita", "Hi"),
            ],
            cancellationToken: Cancel
        );

        var (activity, _) = await bot.NextAsync();
        var attachments = activity["attachments"]!.AsArray();
        Assert.Equal("see\nthisone two", (string?)activity["text"]);
        Assert.Equal(["image/*", "text/html"], attachments.Select(attachment => (string?)attachment!["contentType"]));
        var html = (string)attachments[1]!["content"]!;
        Assert.Contains("""<a href="https://kb.example.org/?a=1&amp;b=2" """, html, StringComparison.Ordinal);
        Assert.Contains("""itemtype="http://schema.skype.com/Emoji" """, html, StringComparison.Ordinal);
        Assert.Contains("<li>one</li>\n<li>two</li>", html, StringComparison.Ordinal);
        Assert.StartsWith("<blockquote", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_not_sent() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Teams.SayAsync(Chat, Ada, new string('x', 60_000), cancellationToken: Cancel)
        );

    [Fact]
    public async Task In_a_channel_a_message_names_its_thread_and_the_mention()
    {
        await using var bot = await StartBotAsync();
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        var said = await Teams.SayAsync(channel, Ada, "help", mentionBot: true, cancellationToken: Cancel);
        var (first, _) = await bot.NextAsync();
        Assert.Equal($"{channel.Id};messageid={said.ActivityId}", (string?)first["conversation"]!["id"]);
        Assert.Equal($"<at>{Options.BotName}</at> help", (string?)first["text"]);
        Assert.Equal(BotId, (string?)first["entities"]!.AsArray().Single(e => (string?)e!["type"] == "mention")!["mentioned"]!["id"]);
        await Teams.SayAsync(channel, Ada, "more", mentionBot: true, threadId: said.ActivityId, cancellationToken: Cancel);
        var (second, _) = await bot.NextAsync();
        Assert.Equal((string?)first["conversation"]!["id"], (string?)second["conversation"]!["id"]);
    }

    [Fact]
    public async Task Group_messages_without_a_mention_do_not_reach_the_bot()
    {
        var group = Teams.AddGroupChat("Projects", [Ada]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.SayAsync(group, Ada, "help", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_press_sends_button_data_and_inputs_and_changes_only_the_pressers_view()
    {
        await using var bot = await StartBotAsync(_ => (200, CardAnswer));
        var bo = Teams.AddPerson("Bo Lind", "bo@district.example");
        var group = Teams.AddGroupChat("Projects", [Ada, bo]);
        var sent = CardMessage(Card);
        sent["conversation"]!["id"] = group.Id;
        var id = await PostedAsync(sent, group);
        var answer = await Teams.PressAsync(
            group,
            Ada,
            id,
            "take",
            new JsonObject { ["ticket"] = "2", ["note"] = "mine" },
            cancellationToken: Cancel
        );
        var (activity, _) = await bot.NextAsync();
        Assert.Equal("adaptiveCard/action", (string?)activity["name"]);
        Assert.Equal(id, (string?)activity["replyToId"]);
        Assert.Equal("Take 2", (string?)activity["value"]!["action"]!["title"]);
        Assert.Equal("""{"ticket":"2","note":"mine"}""", activity["value"]!["action"]!["data"]!.ToJsonString());
        var message = Assert.Single(group.Messages);
        Assert.Equal("Taken", answer.Card!.Value.GetProperty("body")[0].GetProperty("text").GetString());
        Assert.Equal("Taken", message.CardFor(Ada)!.Value.GetProperty("body")[0].GetProperty("text").GetString());
        Assert.Equal("note", message.CardFor(bo)!.Value.GetProperty("body")[0].GetProperty("id").GetString());
        Teams.AssertClean();
    }

    [Fact]
    public async Task A_missing_button_cannot_be_pressed()
    {
        var id = await PostedAsync(CardMessage(Card));
        var inputs = new JsonObject { ["note"] = "x" };
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Teams.PressAsync(Chat, Ada, id, "close", inputs, cancellationToken: Cancel)
        );
        inputs["ticket"] = "3";
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Teams.PressAsync(Chat, Ada, id, "take", inputs, cancellationToken: Cancel)
        );
    }

    [Fact]
    public async Task A_card_with_an_empty_required_input_is_not_submitted()
    {
        var id = await PostedAsync(CardMessage(Card));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.PressAsync(Chat, Ada, id, "take", cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_old_client_submits_the_fallback_as_a_message_without_text()
    {
        await using var bot = await StartBotAsync();
        var id = await PostedAsync(CardMessage(Card));
        await Teams.SubmitAsync(Chat, Ada, id, new JsonObject { ["note"] = "mine" }, cancellationToken: Cancel);
        var (activity, _) = await bot.NextAsync();
        Assert.Equal("message", (string?)activity["type"]);
        Assert.Null(activity["text"]);
        Assert.Equal("""{"verb":"take","ticket":"2","note":"mine"}""", activity["value"]!.ToJsonString());
    }

    [Fact]
    public async Task Installing_tells_the_bot_twice_and_removing_once()
    {
        await using var bot = await StartBotAsync();
        await Teams.InstallAsync(Chat, Ada, Cancel);
        await Teams.UninstallAsync(Chat, Ada, Cancel);
        Assert.Equal(BotId, (string?)(await bot.NextAsync()).Activity["membersAdded"]![0]!["id"]);
        Assert.Equal("add", (string?)(await bot.NextAsync()).Activity["action"]);
        Assert.Equal("remove", (string?)(await bot.NextAsync()).Activity["action"]);
        Assert.False(Chat.IsBotInstalled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.SayAsync(Chat, Ada, "Hello?", cancellationToken: Cancel));
    }

    [Fact]
    public async Task Waiting_for_a_message_that_does_not_come_ends()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Teams.NextMessageAsync(Chat, TimeSpan.Zero, Cancel));
        await PostedAsync(Message("one"));
        await PostedAsync(Message("two"));
        Assert.Equal("one", (await Teams.NextMessageAsync(Chat, cancellationToken: Cancel)).Text);
        Assert.Equal("two", (await Teams.NextMessageAsync(Chat, cancellationToken: Cancel)).Text);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_can_be_sent_unchanged()
    {
        await using var bot = await StartBotAsync();
        using var answer = await Teams.RawAsync("{", cancellationToken: Cancel);
        Assert.Equal(500, (int)answer.StatusCode);
        Teams.AssertClean();
    }

    private async Task<ScriptedBot> StartBotAsync(Func<JsonObject, (int, string)>? answer = null)
    {
        var bot = await ScriptedBot.StartAsync(answer);
        Teams.MessagingEndpoint = bot.Endpoint;
        return bot;
    }
}
