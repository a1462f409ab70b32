using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.Web.Hosting;

namespace IiqBot.Web.Tests;

/// <summary>The built programs, as a person at a console sees them.</summary>
public sealed partial class ProgramTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_service_prints_its_address_its_district_and_how_to_talk_to_it()
    {
        using var service = BuiltProgram.Start("IiqBot.Web.dll", "Development", "--urls", "http://127.0.0.1:0");
        var banner = await service.PrintedAsync("Press Ctrl+C to stop.");

        var address = Address().Match(banner).Groups["address"].Value;
        Assert.Contains("made-up school district", banner, StringComparison.Ordinal);
        Assert.Contains("without a token are accepted from this machine only", banner, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/IiqBot.Web -- chat", banner, StringComparison.Ordinal);
        Assert.Matches($@"npx @microsoft/m365agentsplayground@[\d.]+ start -e {Regex.Escape(address)}/api/messages -c msteams", banner);

        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await IsReadyAsync(client, limit.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token); // it is a separate process
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        return ready.IsSuccessStatusCode;
    }

    [Theory]
    [InlineData("Development", "\"location\": \"technology center\"", "\"words\": \"lamp\"")]
    [InlineData("Production", "\"unsettled\": {", "\"location\": \"center lamp\"")] // no Incident IQ is configured there
    public async Task The_explain_command_reads_a_name_of_several_words_by_the_existing_names(
        string environment,
        string first,
        string second
    )
    {
        using var program = BuiltProgram.Start("IiqBot.Web.dll", environment, "explain", "search location:technology center lamp");

        Assert.Equal(0, await program.EndedAsync());
        Assert.Contains(first, program.Output, StringComparison.Ordinal);
        Assert.Contains(second, program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    [InlineData("DOTNET_ENVIRONMENT")]
    public async Task Commands_read_the_environment_from_either_variable(string name)
    {
        using var explain = BuiltProgram.Start(
            "IiqBot.Web.dll",
            [(name, "Development")],
            "explain",
            "search location:technology center lamp"
        );
        using var chat = BuiltProgram.Start("IiqBot.Web.dll", [(name, "Development")], "chat");

        Assert.Equal((0, 0), (await explain.EndedAsync(), await chat.EndedAsync()));
        Assert.Contains("\"location\": \"technology center\"", explain.Output, StringComparison.Ordinal);
        Assert.Contains("A chat with IiqBot and a made-up school district", chat.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("slack-manfiest", "--host", "iiqbot.example.org")]
    public async Task An_unknown_command_starts_nothing_and_lists_the_commands(params string[] arguments)
    {
        using var program = BuiltProgram.Start("IiqBot.Web.dll", "Development", arguments);

        Assert.Equal(2, await program.EndedAsync());
        Assert.Contains("slack-manifest", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is running", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_start_lists_the_reasons_without_a_stack_trace()
    {
        using var service = BuiltProgram.Start(
            "IiqBot.Web.dll",
            "Production",
            "--IncidentIq:SiteId",
            "42",
            "--Teams:AppType",
            "SingelTenant"
        );

        Assert.Equal(1, await service.EndedAsync());
        Assert.Contains("does not start", service.Output, StringComparison.Ordinal);
        foreach (
            var setting in (string[])
                [
                    "IncidentIq:BaseUrl",
                    "IncidentIq:SiteId is set, but not to a GUID",
                    "IncidentIq:ApiToken",
                    "Teams:AppType is set, but not to one of SingleTenant",
                ]
        )
            Assert.Contains($"  - {setting}", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SingelTenant", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_in_use_is_named()
    {
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        using var service = BuiltProgram.Start("IiqBot.Web.dll", "Development", "--urls", $"http://{other.LocalEndpoint}");

        Assert.Equal(1, await service.EndedAsync());
        Assert.Contains(
            $"urls: Failed to bind to address http://{other.LocalEndpoint}: address already in use. Something else",
            service.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_runs_as_its_own_program_and_the_service_works_with_it()
    {
        using var sandbox = BuiltProgram.Start("IiqBot.Sandbox.dll", "Production", "--port", "0", "--seed", "7");
        await sandbox.PrintedAsync("Press Ctrl+C to stop.");
        var (url, token, site) = (Printed(sandbox, "url"), Printed(sandbox, "token"), Printed(sandbox, "site"));

        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.Add("SiteId", site);
        var tickets = await (
            await client.PostAsJsonAsync(new Uri("/api/v1.0/tickets?$s=1", UriKind.Relative), new { }, Token)
        ).Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.InRange(tickets.GetProperty("Paging").GetProperty("TotalRows").GetInt32(), 1000, 10_000);

        await using var service = await ServiceCommand.BuildAsync([
            .. StartSettings.Complete,
            "--IncidentIq:BaseUrl",
            url,
            "--IncidentIq:ApiToken",
            token,
            "--IncidentIq:SiteId",
            site,
            "--Teams:Cloud:LoginAuthority",
            "https://127.0.0.1:9/",
        ]);
        await service.StartAsync(Token);
        using var bot = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        using var ready = await bot.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        Assert.Equal(
            """{"status":"Unhealthy","incident-iq":"Healthy","storage":"Healthy","teams":"NoToken"}""",
            await ready.Content.ReadAsStringAsync(Token)
        );
    }

    [Theory]
    [InlineData("--port", "many")]
    [InlineData("--port", "70000")]
    [InlineData("--colour", "1")]
    [InlineData("--port")]
    public async Task The_sandbox_explains_how_to_start_it(params string[] arguments)
    {
        using var sandbox = BuiltProgram.Start("IiqBot.Sandbox.dll", "Production", arguments);

        Assert.Equal(2, await sandbox.EndedAsync());
        Assert.Contains("--port", sandbox.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", sandbox.Output, StringComparison.Ordinal);
    }

    private static string Printed(BuiltProgram sandbox, string what) =>
        Sandbox().Match(sandbox.Output) is { Success: true } match
            ? match.Groups[what].Value
            : throw new InvalidOperationException($"The sandbox said:\n{sandbox.Output}");

    [GeneratedRegex(
        @"IiqBot is running on (?<address>http://127\.0\.0\.1:[1-9]\d*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"URL +(?<url>\S+).*Token +(?<token>\S+).*Site id +(?<site>\S+)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Sandbox();
}
