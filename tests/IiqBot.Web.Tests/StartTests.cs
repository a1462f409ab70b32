using System.Net.Http.Json;
using System.Text.Json;
using IiqBot.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Web.Tests;

/// <summary>When the service starts, and when it does not.</summary>
public sealed class StartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outside_Development_each_missing_setting_is_named()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => ServiceCommand.BuildAsync(["--environment", "Production"]));
        foreach (
            var setting in (string[])
                [
                    "IncidentIq:BaseUrl",
                    "IncidentIq:SiteId",
                    "IncidentIq:ApiToken",
                    "Bot:EmailDomains",
                    "Teams:AppId",
                    "Teams:AppType",
                    "Teams:TenantIds",
                ]
        )
            Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--IncidentIq:BaseUrl", "https://district.incidentiq.com", "IncidentIq:ApiToken")]
    [InlineData("--Teams:AppId", "6c1b2c6e-51f5-4d1c-9a0f-0a6f3d2b7e11", "Teams:TenantIds")]
    public async Task In_Development_an_incomplete_configuration_stops_the_start_too(string name, string value, string missing)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            ServiceCommand.BuildAsync(["--environment", "Development", name, value])
        );
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trial_accepts_only_requests_from_this_machine_without_a_token()
    {
        await using var bot = await TrialAsync();
        using var client = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        var activity = new
        {
            type = "message",
            id = "1",
            text = "help",
            channelId = "msteams",
            serviceUrl = "http://127.0.0.1:9/",
            from = new { id = "u" },
            recipient = new { id = "b" },
            conversation = new
            {
                id = "c",
                conversationType = "personal",
                tenantId = "t",
            },
        };
        using var taken = await client.PostAsJsonAsync("/api/messages", activity, Token);
        Assert.True(taken.IsSuccessStatusCode);

        foreach (var header in (string[])["X-Forwarded-For", "Forwarded", "X-Original-Host", "Via"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
            request.Headers.TryAddWithoutValidation(header, "203.0.113.7");
            using var refused = await client.SendAsync(request, Token);
            Assert.Equal(403, (int)refused.StatusCode);
        }

        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        elsewhere.Headers.Host = "bot.example";
        using var byName = await client.SendAsync(elsewhere, Token);
        Assert.Equal(403, (int)byName.StatusCode);
    }

    [Theory]
    [InlineData("close 39181, replaced the cable", "ticket.resolve", "ticket=39181 note=replaced the cable")]
    [InlineData("what about #39181?", "ticket.show", "ticket=39181")]
    [InlineData("juggle", null, "")]
    [InlineData("search priority:high", "tickets.search", "priority=high")]
    public async Task A_line_is_explained_as_JSON(string line, string? verb, string arguments)
    {
        var output = new StringWriter();
        var exit = await ExplainCommand.RunAsync([line], output);
        var json = JsonElement.Parse(output.ToString());
        Assert.Equal(verb, json.GetProperty("verb").GetString());
        foreach (var pair in arguments.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
            Assert.Equal(pair[1], json.GetProperty("arguments").GetProperty(pair[0]).GetString());
        Assert.Equal(verb is null ? 2 : 0, exit);
    }

    [Fact]
    public async Task In_Development_an_invalid_host_name_is_refused()
    {
        await using var bot = await TrialAsync();
        using var client = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = JsonContent.Create(new { type = "message" }),
        };
        request.Headers.TryAddWithoutValidation("Host", "xn--localhost-");

        using var refused = await client.SendAsync(request, Token);

        Assert.Equal(403, (int)refused.StatusCode);
    }

    [Fact]
    public async Task In_Development_an_exception_is_not_shown_to_the_caller()
    {
        await using var bot = await TrialAsync(services => services.AddSingleton<IStartupFilter, Failing>());
        using var client = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var failed = await client.GetAsync(new Uri("/nowhere", UriKind.Relative), Token);

        Assert.Equal(500, (int)failed.StatusCode);
        Assert.Equal("", await failed.Content.ReadAsStringAsync(Token));
    }

    private sealed class Failing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                next(app);
                app.Run(static _ => throw new InvalidOperationException("SECRET"));
            };
    }

    private static async Task<WebApplication> TrialAsync(Action<IServiceCollection>? change = null)
    {
        var bot = await ServiceCommand.BuildAsync(
            [
                "--environment",
                "Development",
                "--urls",
                "http://127.0.0.1:0",
                "--Logging:LogLevel:Default",
                "None",
                "--Storage:DataFolder",
                Directory.CreateTempSubdirectory("iiqbot-").FullName,
            ],
            change
        );
        await bot.StartAsync(Token);
        return bot;
    }
}
