using System.Net;
using IiqBot.Teams.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class LocalTrialTests
{
    private const string ServiceUrl = "http://localhost:56150/_connector";

    private static TestActivity Local(string serviceUrl = ServiceUrl) => TestActivity.Message().With("serviceUrl", serviceUrl);

    [Fact]
    public async Task A_local_program_needs_no_token_and_gets_none()
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Local(), null)).StatusCode);

        var call = await host.Connector.NextAsync();
        Assert.Equal("http://localhost:56150/_connector/v3/conversations/a%3Aone/activities", call.Url.AbsoluteUri);
        Assert.Null(call.Authorization);
        Assert.Equal(0, host.Connector.Tokens);
    }

    [Fact]
    public async Task A_trial_refuses_every_token()
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(Local().ToString(), host.Tokens.Make(host.Key))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(Local().ToString(), "x.y.z")).StatusCode);
    }

    [Fact]
    public async Task A_trial_accepts_an_activity_without_a_tenant()
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        await host.PostAsync(Local().With("conversation.tenantId", null).With("channelData", null), null);
        await host.Connector.NextAsync();

        Assert.Equal("local-trial", host.Request.Actor.Tenant);
    }

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.5")]
    [InlineData("X-Forwarded-For", "203.0.113.5")]
    [InlineData("x-forwarded-host", "bot.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Original-Host", "bot.example")]
    [InlineData("X-Original-URL", "/")]
    [InlineData("Via", "1.1 tunnel")]
    [InlineData("CF-Connecting-IP", "203.0.113.5")]
    [InlineData("Cf-Ray", "1")]
    [InlineData("X-Real-IP", "203.0.113.5")]
    [InlineData("True-Client-IP", "203.0.113.5")]
    [InlineData("ngrok-skip-browser-warning", "1")]
    public async Task A_request_through_a_tunnel_or_proxy_is_refused_even_with_a_token(string header, string value)
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        using var response = await host.PostAsync(
            Local().ToString(),
            host.Tokens.Make(host.Key),
            change: request => request.Headers.TryAddWithoutValidation(header, value)
        );

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("bot.example")]
    [InlineData("abc.ngrok.app")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.nip.io")]
    [InlineData("192.168.1.5:3978")]
    public async Task Another_host_name_is_refused(string name)
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await host.PostAsync(Local().ToString(), null, change: request => request.Headers.Host = name)).StatusCode
        );
    }

    [Theory]
    [InlineData("localhost:3978")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:3978")]
    public async Task Every_name_of_this_machine_is_accepted(string name)
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(
            HttpStatusCode.OK,
            (await host.PostAsync(Local().ToString(), null, change: request => request.Headers.Host = name)).StatusCode
        );
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/")]
    [InlineData("https://localhost:56150/")]
    [InlineData("http://192.168.1.5/")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://me@localhost/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("localhost")]
    public async Task A_service_URL_outside_this_machine_is_refused(string serviceUrl)
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(Local(serviceUrl), null)).StatusCode);
    }

    [Fact]
    public async Task Another_channel_is_refused()
    {
        await using var host = await TeamsHost.StartAsync(TeamsHosting.LocalTrial);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(Local().With("channelId", "emulator"), null)).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.5", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData(null, false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    public async Task Only_loopback_addresses_are_accepted(string? remote, bool isLetIn)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.Request.Host = new HostString("localhost", 3978);

        var entry = await new LocalTrialGate().EnterAsync(context);

        Assert.Equal(isLetIn ? 0 : 403, entry.Refusal);
    }

    [Fact]
    public async Task A_trial_does_not_start_if_a_bot_is_configured()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TeamsHost.StartAsync(
                TeamsHosting.LocalTrial,
                services: services =>
                    Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<TeamsOptions>(
                        services,
                        options => options.AppId = TeamsHost.AppId
                    )
            )
        );
    }
}
