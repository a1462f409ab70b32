namespace IiqBot.FakeConnector.Tests;

public sealed class RouteTests : TeamsTest
{
    [Theory]
    [InlineData("GET", "v3/users", 404)]
    [InlineData("POST", "v3/conversations/{c}/messages", 404)]
    [InlineData("POST", "v3/conversations/{c}/activities/", 404)]
    [InlineData("POST", "/v3/conversations/{c}/activities", 404)]
    [InlineData("POST", "v3//conversations/{c}/activities", 404)]
    [InlineData("POST", "V3/conversations/{c}/activities", 404)]
    [InlineData("GET", "v3/conversations/{c}/activities", 405)]
    [InlineData("PATCH", "v3/conversations/{c}/activities/1", 405)]
    [InlineData("POST", "v3/conversations/{c}/pagedmembers", 405)]
    [InlineData("GET", "v3/conversations", 405)]
    [InlineData("POST", "v3/conversations/{c}/activities/history", 405)]
    [InlineData("DELETE", "v3/conversations/{c}/members/29:1", 405)]
    [InlineData("POST", "v3/conversations/{c}/attachments", 405)]
    public async Task Routes_that_the_API_or_Teams_does_not_offer_are_refused_and_recorded(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            path.Replace("{c}", Uri.EscapeDataString(Chat.Id), StringComparison.Ordinal)
        );
        using var answer = await Http.SendAsync(request, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Single(Teams.Violations);
    }

    [Fact]
    public async Task An_id_escaped_twice_names_no_conversation() =>
        await RefusedAsync(await Http.PostAsync(Activities(Uri.EscapeDataString(Chat.Id)), null, Cancel), 404, "ConversationNotFound");

    [Fact]
    public async Task Both_service_addresses_are_the_same_Connector()
    {
        using var answer = await Http.GetAsync(new Uri(Teams.HttpsServiceUrl, $"v3/conversations/{Chat.Id}/members/{Ada.Id}"), Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task AssertClean_lists_every_violation()
    {
        using var first = await Http.GetAsync("v3/one", Cancel);
        using var second = await Http.GetAsync("v3/two", Cancel);
        var failure = Assert.Throws<FakeTeamsViolationException>(Teams.AssertClean);
        Assert.Contains("v3/one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("v3/two", failure.Message, StringComparison.Ordinal);
    }
}
