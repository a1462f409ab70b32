using System.Text.Json.Nodes;
using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class TypeAheadTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_type_ahead_is_answered_with_titles_and_values()
    {
        _host
            .Dispatcher.Setup(d => d.SuggestAsync(It.IsAny<BotRequest>(), "rooms", "20", 15, It.IsAny<CancellationToken>()))
            .ReturnsAsync([new Option("r-204", "Room 204"), new Option("r-205", "Room 205")]);

        var answer = await _host.InvokeAsync(
            Search("""{"queryText":"20","queryOptions":{"skip":0,"top":15},"dataset":"rooms","data":{"location":"loc-1","n":5}}""")
        );

        Assert.Equal(
            (200, "application/vnd.microsoft.search.searchResponse"),
            (answer.GetProperty("statusCode").GetInt32(), answer.GetProperty("type").GetString())
        );
        Assert.Equal(
            """[{"title":"Room 204","value":"r-204"},{"title":"Room 205","value":"r-205"}]""",
            answer.GetProperty("value").GetProperty("results").GetRawText()
        );
        Assert.Equal("loc-1", _host.Request.Arguments["location"]);
    }

    [Theory]
    [InlineData("""{"queryText":"x","dataset":"rooms"}""", 15)]
    [InlineData("""{"dataset":"rooms","queryOptions":{"skip":10,"top":5}}""", 15)]
    [InlineData("""{"dataset":"rooms","queryOptions":{"skip":-1,"top":100000}}""", 15)]
    [InlineData("""{"dataset":"rooms","queryOptions":{"skip":"2","top":"3"}}""", 5)]
    public async Task A_type_ahead_never_asks_for_more_than_Teams_shows(string value, int limit)
    {
        _host
            .Dispatcher.Setup(d =>
                d.SuggestAsync(
                    It.IsAny<BotRequest>(),
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<int>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync([]);

        var answer = await _host.InvokeAsync(Search(value));

        Assert.Equal(0, answer.GetProperty("value").GetProperty("results").GetArrayLength());
        Assert.Equal(limit, _host.Dispatcher.Invocations.Single().Arguments[3]);
    }

    [Fact]
    public async Task A_type_ahead_without_a_dataset_is_an_error()
    {
        Assert.Equal(400, (await _host.InvokeAsync(Search("""{"queryText":"x"}"""))).GetProperty("statusCode").GetInt32());
    }

    private static TestActivity Search(string value) =>
        TestActivity.Press("x.y").With("name", "application/search").With("value", JsonNode.Parse(value));
}
