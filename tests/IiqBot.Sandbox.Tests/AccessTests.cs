using System.Net;
using System.Net.Http.Headers;

namespace IiqBot.Sandbox.Tests;

public sealed class AccessTests(RunningSandbox sandbox) : ScratchTest(sandbox)
{
    [Fact]
    public async Task Without_a_token_the_documented_refusal_is_given()
    {
        Client.Http.DefaultRequestHeaders.Authorization = null;
        using var response = await Client.TryAsync(HttpMethod.Get, "login");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var body = await Client.ReadAsync(response);
        Assert.Equal("Attempted to perform an unauthorized operation.", body.Text("Message"));
        Assert.Equal("401", body.Text("StatusCode"));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_before_the_body_is_read()
    {
        Client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        using var content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.Http.PostAsync(new Uri("/api/v1.0/tickets", UriKind.Relative), content, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_site_header_may_be_missing_but_not_name_another_site()
    {
        Client.Http.DefaultRequestHeaders.Remove("SiteId");
        using var without = await Client.TryAsync(HttpMethod.Get, "login");
        using var other = await Client.TryAsync(HttpMethod.Get, "login", null, ("SiteId", Guid.NewGuid().ToString()));

        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_not_JSON_is_refused(string body, string type, HttpStatusCode expected)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var response = await Client.Http.PostAsync(new Uri("/api/v1.0/tickets", UriKind.Relative), content, Cancelled);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task The_switches_need_no_token()
    {
        Client.Http.DefaultRequestHeaders.Authorization = null;
        using var response = await Client.TryAsync(HttpMethod.Get, "/_sandbox/people");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void It_listens_on_loopback_only() => Assert.Equal("127.0.0.1", Sandbox.Url.Host);
}
