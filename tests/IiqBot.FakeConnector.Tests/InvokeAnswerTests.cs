using System.Net;
using System.Text.Json.Nodes;
using IiqBot.Tests.Time;

namespace IiqBot.FakeConnector.Tests;

public sealed class InvokeAnswerTests : TeamsTest
{
    private const string CardWithButton = """
        {"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.Execute","title":"Go","verb":"go"}]}
        """;

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"statusCode":200}""")]
    [InlineData("""{"statusCode":200,"type":"text/plain","value":"x"}""")]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":{}}""")]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive"}""")]
    [InlineData(
        """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","version":"1.6","body":[{"type":"TextBlock","text":"x"}]}}"""
    )]
    [InlineData("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":"x"}""")]
    [InlineData("""{"statusCode":403,"type":"application/vnd.microsoft.error","value":{"code":"x","message":"y"}}""")]
    public async Task An_undocumented_answer_to_a_press_is_recorded(string body)
    {
        await PressAsync(_ => (200, body));
        Violated("adaptiveCard/action");
    }

    [Theory]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Done"}""")]
    [InlineData("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"No"}}""")]
    public async Task A_documented_answer_to_a_press_is_not_recorded(string body)
    {
        await PressAsync(_ => (200, body));
        Teams.AssertClean();
    }

    [Fact]
    public async Task A_500_is_recorded_and_a_501_is_not()
    {
        await PressAsync(_ => (501, ""));
        Teams.AssertClean();
        await PressAsync(_ => (500, ""));
        Violated("the bot answered 500");
    }

    [Theory]
    [InlineData("""{"type":"application/vnd.microsoft.search.searchResponse","value":{"results":[{"title":"Room 1","value":"1"}]}}""", 0)]
    [InlineData("""{"type":"application/vnd.microsoft.search.searchResponse","value":{"results":[{"title":"Room 1"}]}}""", 1)]
    [InlineData("""{"type":"application/vnd.microsoft.search.searchResponse"}""", 1)]
    [InlineData("""{"results":[]}""", 1)]
    public async Task The_answer_to_a_search_is_checked(string body, int violations)
    {
        await using var bot = await ScriptedBot.StartAsync(_ => (200, body));
        Teams.MessagingEndpoint = bot.Endpoint;
        await Teams.SearchAsync(Chat, Ada, "rooms", "ro", cancellationToken: Cancel);
        var (activity, _) = await bot.NextAsync();
        Assert.Equal("application/search", (string?)activity["name"]);
        Assert.Equal("ro", (string?)activity["value"]!["queryText"]);
        Assert.Equal(violations, Teams.Violations.Count);
    }

    [Fact]
    public async Task Too_many_choices_are_recorded()
    {
        var results = new JsonArray([.. Enumerable.Range(0, 16).Select(i => new JsonObject { ["title"] = $"{i}", ["value"] = $"{i}" })]);
        var body = new JsonObject
        {
            ["type"] = "application/vnd.microsoft.search.searchResponse",
            ["value"] = new JsonObject { ["results"] = results },
        };
        await using var bot = await ScriptedBot.StartAsync(_ => (200, body.ToJsonString()));
        Teams.MessagingEndpoint = bot.Endpoint;
        var answer = await Teams.SearchAsync(Chat, Ada, "rooms", "", cancellationToken: Cancel);
        Assert.Equal(16, answer.Choices.Count);
        Violated("only 15 are shown");
    }

    private async Task<BotAnswer> PressAsync(Func<JsonObject, (int, string)> answer)
    {
        await using var bot = await ScriptedBot.StartAsync(answer);
        Teams.MessagingEndpoint = bot.Endpoint;
        return await Teams.PressAsync(Chat, Ada, await PostedAsync(CardMessage(CardWithButton)), "go", cancellationToken: Cancel);
    }
}

public sealed class InvokeDeadlineTests : TeamsTest
{
    [Fact]
    public async Task A_late_answer_is_recorded()
    {
        await using var bot = await ScriptedBot.StartAsync(_ => (0, ""));
        Teams.MessagingEndpoint = bot.Endpoint;
        var answer = await PassingTime.UntilAsync(Clock, Teams.SearchAsync(Chat, Ada, "rooms", "", cancellationToken: Cancel));
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Violated("did not answer within");
    }
}
