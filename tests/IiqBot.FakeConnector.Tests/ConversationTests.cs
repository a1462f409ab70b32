using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

public sealed class ConversationTests : TeamsTest
{
    [Fact]
    public async Task An_unknown_conversation_is_not_found() =>
        await RefusedAsync(await Http.PostAsJsonAsync(Activities("a:1unknown"), Message(), Cancel), 404, "ConversationNotFound");

    [Theory]
    [InlineData("Zebulon")]
    [InlineData("""{"data":"{\"name\":\"\\u005aebulon\"}"}""")]
    [InlineData("https://district.example/?who=%5Aebulon")]
    public async Task A_secret_is_reported_only_in_shared_conversations(string text)
    {
        Teams.KeepSecret("zebulon");
        await PostedAsync(Message(text));
        Teams.AssertClean();
        var room = Teams.AddGroupChat("Us", [Ada]);

        await PostedAsync(Message(text, room), room);

        Violated("a conversation that others read was sent \"zebulon\"");
        Assert.Equal(1, Teams.RequestsSearched);
    }

    [Fact]
    public async Task A_bot_that_is_not_installed_is_refused()
    {
        Chat.IsBotInstalled = false;
        await RefusedAsync(await SendAsync(), 403, "BotNotInConversationRoster");
    }

    [Fact]
    public async Task A_blocked_bot_is_refused_with_the_documented_body()
    {
        Chat.Access = BotAccess.BlockedByUser;
        using var answer = await SendAsync();
        Assert.Equal(403, (int)answer.StatusCode);
        var body = await JsonAsync(answer);
        Assert.Equal(209, body.GetProperty("errorCode").GetInt32());
        Assert.Equal("MessageWritesBlocked", (string?)JsonNode.Parse(body.GetProperty("message").GetString()!)!["subCode"]);
    }

    [Fact]
    public async Task A_bot_switched_off_by_the_administrator_is_refused()
    {
        Chat.Access = BotAccess.DisabledByAdmin;
        await RefusedAsync(await SendAsync(), 403, "BotDisabledByAdmin");
    }

    [Fact]
    public async Task An_update_changes_the_content_and_keeps_the_old_versions()
    {
        var id = await PostedAsync(Message("one"));
        using var answer = await PutAsync(id, Message("two"));
        Assert.Equal(200, (int)answer.StatusCode);
        var message = await Teams.NextUpdateAsync(Chat, cancellationToken: Cancel);
        Assert.Equal("two", message.Text);
        Assert.Equal(2, message.Versions.Count);
        Assert.Same(message, Assert.Single(Chat.Messages));
        Teams.AssertClean();
    }

    [Fact]
    public async Task An_unknown_message_can_be_neither_updated_nor_deleted_nor_answered()
    {
        await RefusedAsync(await PutAsync("123", Message()), 404, "ActivityNotFoundInConversation");
        await RefusedAsync(await Http.DeleteAsync(Activities(Chat.Id, "123"), Cancel), 404, "ActivityNotFoundInConversation");
        await RefusedAsync(
            await Http.PostAsJsonAsync(Activities(Chat.Id, "123"), Message(), Cancel),
            404,
            "ActivityNotFoundInConversation"
        );
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        var id = await PostedAsync();
        using var deleted = await Http.DeleteAsync(Activities(Chat.Id, id), Cancel);
        Assert.Equal(200, (int)deleted.StatusCode);
        Assert.True(Assert.Single(Chat.Messages).IsDeleted);
        await RefusedAsync(await PutAsync(id, Message()), 404, "ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task A_message_of_another_conversation_cannot_be_updated_here()
    {
        var other = Teams.AddPersonalChat(Teams.AddPerson("Bo", "bo@district.example"));
        var id = await PostedAsync(Message(conversation: other), other);
        await RefusedAsync(await PutAsync(id, Message()), 404, "ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task An_update_must_name_the_message_of_its_address()
    {
        var id = await PostedAsync();
        var update = Message();
        update["id"] = "123";
        await RefusedAsync(await PutAsync(id, update), 400, "Bad Argument");
    }

    [Fact]
    public async Task Only_messages_replace_messages()
    {
        var id = await PostedAsync();
        var update = Message();
        update["type"] = "typing";
        update.Remove("text");
        await RefusedAsync(await PutAsync(id, update), 400, "Bad Argument");
    }

    [Fact]
    public async Task A_post_to_a_channel_starts_a_thread_and_a_post_to_the_thread_continues_it()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        var root = await PostedAsync(Message(conversation: channel), channel);
        var answer = Message("more", channel);
        answer["conversation"]!["id"] = $"{channel.Id};messageid={root}";
        using var sent = await Http.PostAsJsonAsync(Activities($"{channel.Id};messageid={root}", root), answer, Cancel);
        Assert.Equal(201, (int)sent.StatusCode);
        Assert.Equal([root, root], channel.Messages.Select(m => m.ThreadId));
        Assert.Equal(root, channel.Messages[1].ReplyToId);
        Teams.AssertClean();
    }

    [Fact]
    public async Task An_unknown_thread_is_not_found()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        await RefusedAsync(
            await Http.PostAsJsonAsync(Activities($"{channel.Id};messageid=123"), Message(conversation: channel), Cancel),
            404,
            "ActivityNotFoundInConversation"
        );
    }

    [Fact]
    public async Task The_bot_cannot_change_a_persons_message()
    {
        await using var bot = await ScriptedBot.StartAsync();
        Teams.MessagingEndpoint = bot.Endpoint;
        var said = await Teams.SayAsync(Chat, Ada, "Hello", cancellationToken: Cancel);
        await RefusedAsync(await PutAsync(said.ActivityId, Message()), 403, "NotEnoughPermissions");
        await RefusedAsync(await Http.DeleteAsync(Activities(Chat.Id, said.ActivityId), Cancel), 403, "NotEnoughPermissions");
    }

    [Fact]
    public async Task Every_activity_sent_to_the_bot_can_be_answered_but_only_messages_changed()
    {
        var id = (string)Teams.Compose("invoke", Chat, Ada)["id"]!;
        using var answer = await Http.PostAsJsonAsync(Activities(Chat.Id, id), Message(), Cancel);
        Assert.Equal(201, (int)answer.StatusCode);
        await RefusedAsync(await PutAsync(id, Message()), 404, "ActivityNotFoundInConversation");
    }

    private Task<HttpResponseMessage> PutAsync(string id, JsonObject activity) =>
        Http.PutAsJsonAsync(Activities(Chat.Id, id), activity, Cancel);
}
