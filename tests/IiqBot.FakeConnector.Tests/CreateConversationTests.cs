using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IiqBot.FakeConnector.Tests;

public sealed class CreateConversationTests : TeamsTest
{
    [Fact]
    public async Task The_personal_chat_of_a_member_is_found()
    {
        using var answer = await CreateAsync(Personal());
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal(Chat.Id, (await JsonAsync(answer)).GetProperty("id").GetString());
        Teams.AssertClean();
    }

    [Theory]
    [InlineData("""{"bot":{"id":"28:other"}}""")]
    [InlineData("""{"bot":null}""")]
    [InlineData("""{"members":[]}""")]
    [InlineData("""{"members":[{"id":"29:1"},{"id":"29:2"}]}""")]
    [InlineData("""{"tenantId":null}""")]
    [InlineData("""{"tenantId":"11111111-2222-3333-4444-555555555555"}""")]
    [InlineData("""{"isGroup":true}""")]
    [InlineData("""{"activity":{"type":"message","text":"hi"}}""")]
    [InlineData("""{"isGroup":true,"channelData":{"channel":{"id":"@channel"}}}""")]
    public async Task Wrong_parameters_are_refused_and_recorded(string change)
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        var parameters = Personal();
        foreach (var (name, value) in JsonNode.Parse(change.Replace("@channel", channel.Id, StringComparison.Ordinal))!.AsObject())
        {
            parameters[name] = value?.DeepClone();
        }

        await RefusedAsync(await CreateAsync(parameters), 400, "BadSyntax");
        Assert.Single(Teams.Violations);
    }

    [Fact]
    public async Task The_bot_cannot_write_to_a_person_who_has_not_installed_it()
    {
        Chat.IsBotInstalled = false;
        await RefusedAsync(await CreateAsync(Personal()), 403, "BotNotInConversationRoster");
    }

    [Fact]
    public async Task A_thread_starts_with_its_first_message()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        using var answer = await CreateAsync(Thread(channel.Id, new JsonObject { ["type"] = "message", ["text"] = "Notice" }));
        var created = await JsonAsync(answer);
        var message = await Teams.NextMessageAsync(channel, cancellationToken: Cancel);
        Assert.Equal("Notice", message.Text);
        Assert.Equal($"{channel.Id};messageid={message.Id}", created.GetProperty("id").GetString());
        Assert.Equal(message.Id, created.GetProperty("activityId").GetString());
    }

    [Fact]
    public async Task A_thread_without_a_first_message_is_refused()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        await RefusedAsync(await CreateAsync(Thread(channel.Id, new JsonObject { ["type"] = "message" })), 400, "Bad Argument");
        await RefusedAsync(await CreateAsync(Thread("19:none@thread.tacv2", new JsonObject())), 404, "ConversationNotFound");
    }

    [Fact]
    public async Task The_eighth_creation_in_a_second_is_refused()
    {
        for (var i = 0; i < 7; i++)
        {
            using var answer = await CreateAsync(Personal());
            Assert.Equal(201, (int)answer.StatusCode);
        }

        await RefusedAsync(await CreateAsync(Personal()), 429, "Throttled");
    }

    private JsonObject Personal() =>
        new()
        {
            ["bot"] = new JsonObject { ["id"] = BotId },
            ["isGroup"] = false,
            ["members"] = new JsonArray(new JsonObject { ["id"] = Ada.Id }),
            ["tenantId"] = Teams.Tenant.Id,
        };

    private JsonObject Thread(string channelId, JsonObject activity) =>
        new()
        {
            ["bot"] = new JsonObject { ["id"] = BotId },
            ["isGroup"] = true,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channelId } },
            ["activity"] = activity,
        };

    private Task<HttpResponseMessage> CreateAsync(JsonObject parameters) => Http.PostAsJsonAsync("v3/conversations", parameters, Cancel);
}
