using System.Net.Http.Headers;

namespace IiqBot.FakeConnector.Tests;

public sealed class AuthenticationTests : TeamsTest
{
    [Fact]
    public async Task A_call_with_the_token_it_issued_passes()
    {
        using var answer = await SendAsync();
        Assert.Equal(201, (int)answer.StatusCode);
        Teams.AssertClean();
    }

    [Fact]
    public async Task A_call_without_a_token_is_refused_with_the_body_Teams_sends()
    {
        Http.DefaultRequestHeaders.Authorization = null;
        using var answer = await SendAsync();
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("Authorization has been denied for this request.", (await JsonAsync(answer)).GetProperty("message").GetString());
        Assert.Empty(Chat.Messages);
        Violated("the access token is missing");
    }

    [Fact]
    public async Task A_token_it_did_not_issue_is_refused()
    {
        // Even a token with a valid signature of the Connector itself, which is for the bot and not from it.
        Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(Teams.CreateAuthorization()!);
        using var answer = await SendAsync();
        Assert.Equal(401, (int)answer.StatusCode);
        Violated("the access token is foreign");
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        Clock.Advance(Options.AccessTokenLifetime);
        using var answer = await SendAsync();
        Assert.Equal(401, (int)answer.StatusCode);
        Violated("the access token is expired");
    }

    [Fact]
    public async Task A_revoked_token_is_refused_without_a_violation()
    {
        Teams.RevokeAccessTokens();
        using var answer = await SendAsync();
        Assert.Equal(401, (int)answer.StatusCode);
        Teams.AssertClean();
    }

    [Fact]
    public async Task Unknown_paths_need_a_token_too()
    {
        Http.DefaultRequestHeaders.Authorization = null;
        using var answer = await Http.GetAsync("v3/anything", Cancel);
        Assert.Equal(401, (int)answer.StatusCode);
    }
}
