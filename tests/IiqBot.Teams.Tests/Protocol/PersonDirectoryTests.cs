using System.Net;
using IiqBot.Core.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class PersonDirectoryTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<PlatformPerson> FindAsync(string member, TestActivity? activity = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        _host.Connector.Script = call => call.Method == HttpMethod.Get ? ScriptedConnector.Json(status, member) : null;
        await _host.PostAsync(activity ?? TestActivity.Message());
        await _host.Connector.NextAsync();
        return await _host
            .Services.GetRequiredService<IPersonDirectory>()
            .FindAsync(_host.Request.Actor, _host.Request.Conversation, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_member_is_looked_up_by_the_channel_id()
    {
        var person = await FindAsync(
            """{"id":"29:user","name":"Ada","email":"ada@school.example","userPrincipalName":"ada@school.example","userRole":"user"}"""
        );

        Assert.Equal(new PlatformPerson("ada@school.example", "Ada", IsGuest: false), person);
        Assert.Equal("GET /amer/v3/conversations/a:one/members/29:user", _host.Connector.All[^1].Line);
        Assert.Equal("Bearer token-1", _host.Connector.All[^1].Authorization);
    }

    [Fact]
    public async Task In_a_channel_the_member_is_looked_up_in_the_team()
    {
        var activity = TestActivity
            .Mention("help", "channel")
            .With("channelData.team", new System.Text.Json.Nodes.JsonObject { ["id"] = "19:team@thread.tacv2" });
        await FindAsync("""{"email":"ada@school.example"}""", activity);

        Assert.Equal("GET /amer/v3/conversations/19:team@thread.tacv2/members/29:user", _host.Connector.All[^1].Line);
    }

    [Fact]
    public async Task An_address_from_another_persons_request_is_not_used_for_this_person()
    {
        await FindAsync("""{"email":"ada@school.example"}""");
        var other = _host.Request.Actor with { UserId = "55555555-5555-4555-8555-555555555555" };

        await _host
            .Services.GetRequiredService<IPersonDirectory>()
            .FindAsync(other, _host.Request.Conversation, TestContext.Current.CancellationToken);

        Assert.EndsWith($"/members/{other.UserId}", _host.Connector.All[^1].Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"email":"a@b.example","userRole":"user"}""", "a@b.example", false)]
    [InlineData("""{"email":"a@b.example"}""", "a@b.example", false)]
    [InlineData("""{"email":"","userPrincipalName":"a@b.example"}""", "a@b.example", false)]
    [InlineData("""{"email":null,"userPrincipalName":"a@b.example"}""", "a@b.example", false)]
    [InlineData("""{"email":"Ada Byron <a@b.example>","userPrincipalName":"ada"}""", null, false)]
    [InlineData("""{"userPrincipalName":"ada"}""", null, false)]
    [InlineData("{}", null, false)]
    [InlineData("""{"userPrincipalName":"a_c.example#EXT#@b.onmicrosoft.example"}""", null, true)]
    [InlineData("""{"email":"a@c.example","userPrincipalName":"a_c.example#ext#@b.onmicrosoft.example"}""", "a@c.example", true)]
    [InlineData("""{"email":"a@b.example","userRole":"guest"}""", "a@b.example", true)]
    [InlineData("""{"email":"a@b.example","userRole":"Anonymous"}""", "a@b.example", true)]
    [InlineData("""{"email":"a@b.example","tenantId":"99999999-9999-4999-8999-999999999999"}""", "a@b.example", true)]
    [InlineData("""{"email":"a@b.example","tenantId":"22222222-2222-4222-8222-222222222222"}""", "a@b.example", false)]
    public async Task Guests_are_recognized_and_only_real_email_addresses_are_used(string member, string? email, bool isGuest)
    {
        var person = await FindAsync(member);

        Assert.Equal((email, isGuest), (person.Email, person.IsGuest));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "{}")]
    [InlineData(HttpStatusCode.Forbidden, "{}")]
    [InlineData(HttpStatusCode.InternalServerError, "{}")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, "[]")]
    public async Task An_answer_that_is_not_a_member_is_a_failure(HttpStatusCode status, string member)
    {
        await Assert.ThrowsAsync<PersonDirectoryException>(() => FindAsync(member, status: status));
    }
}
