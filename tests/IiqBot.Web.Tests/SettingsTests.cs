using IiqBot.Core.Model;
using IiqBot.Slack;
using IiqBot.Teams;
using IiqBot.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IiqBot.Web.Tests;

/// <summary>Settings with which the service starts in production.</summary>
internal static class StartSettings
{
    public static string[] Complete =>
        [
            "--environment",
            "Production",
            "--urls",
            "http://127.0.0.1:0",
            "--Logging:LogLevel:Default",
            "None",
            "--IncidentIq:BaseUrl",
            "https://district.incidentiq.com",
            "--IncidentIq:SiteId",
            "5f1d7e00-0000-4000-8000-000000000001",
            "--IncidentIq:ApiToken",
            "made-up-token",
            "--Bot:EmailDomains:0",
            "maplewood.example",
            "--Teams:AppId",
            "6c1b2c6e-51f5-4d1c-9a0f-0a6f3d2b7e11",
            "--Teams:AppType",
            "SingleTenant",
            "--Teams:AppTenantId",
            "b5a7c1de-0d0a-4f5c-8a53-3f6c0f2c9d01",
            "--Teams:TenantIds:0",
            "b5a7c1de-0d0a-4f5c-8a53-3f6c0f2c9d01",
            "--Teams:ClientSecret",
            "made-up-secret",
            "--Storage:DataFolder",
            Directory.CreateTempSubdirectory("iiqbot-").FullName,
        ];
}

/// <summary>A wrong setting stops the start as a missing one does: listed by name, never with its value.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Complete_settings_start()
    {
        await using var app = await ServiceCommand.BuildAsync(StartSettings.Complete);
        Assert.NotNull(app);
    }

    [Fact]
    public async Task Settings_are_bound_once_so_lists_have_no_duplicates()
    {
        await using var app = await ServiceCommand.BuildAsync([
            .. StartSettings.Complete,
            "--Slack:SigningSecret",
            "0123456789abcdef",
            "--Slack:BotToken",
            "xoxb-made-up",
            "--Slack:TeamIds:0",
            "T0MADEUP",
        ]);

        Assert.Single(app.Services.GetRequiredService<IOptions<TeamsOptions>>().Value.TenantIds);
        Assert.Single(app.Services.GetRequiredService<IOptions<SlackOptions>>().Value.TeamIds);
        Assert.Single(app.Services.GetRequiredService<IOptions<BotOptions>>().Value.EmailDomains);
    }

    [Theory]
    [InlineData("IncidentIq:SiteId", "forty-two", "IncidentIq:SiteId is set, but not to a GUID")]
    [InlineData("IncidentIq:SiteId", "00000000-0000-0000-0000-000000000000", "IncidentIq:SiteId is all zeros")]
    [InlineData("IncidentIq:BaseUrl", "http://district.incidentiq.example", "IncidentIq:BaseUrl must be an https address")]
    [InlineData("IncidentIq:BaseUrl", "district", "IncidentIq:BaseUrl must be an https address")]
    [InlineData("IncidentIq:BaseUrl", "http://", "IncidentIq:BaseUrl is set, but not to an address")]
    [InlineData("IncidentIq:ApiToken", "made up", "IncidentIq:ApiToken holds a space")]
    [InlineData("IncidentIq:TimeZone", "Maplewood", "IncidentIq:TimeZone is not a known time zone")]
    [InlineData("IncidentIq:UpdateByPut", "perhaps", "IncidentIq:UpdateByPut is set, but not to true or false")]
    [InlineData("IncidentIq:UserLifetime", "soon", "IncidentIq:UserLifetime is set, but not to a time span")]
    [InlineData("IncidentIq:UserLifetime", "02:00:00", "IncidentIq:UserLifetime must be between")]
    [InlineData("IncidentIq:ProductIds:0", "Ticketing", "IncidentIq:ProductIds:0 is set, but not to a GUID")]
    [InlineData("Bot:PersonLifetime", "02:00:00", "Bot:PersonLifetime must be between")]
    [InlineData("Bot:AlsoAllowedRoles:0", "Janitor", "Bot:AlsoAllowedRoles:0 is set, but not to one of")]
    [InlineData("Teams:AppId", "my-bot", "Teams:AppId is missing or no GUID")]
    [InlineData("Teams:AppType", "SingelTenant", "Teams:AppType is set, but not to one of SingleTenant, UserAssignedManagedIdentity")]
    [InlineData("Teams:AppType", "7", "Teams:AppType is set, but not to one of")]
    [InlineData("Teams:TenantIds:0", "school.example", "Teams:TenantIds holds something that is no GUID")]
    [InlineData("Teams:CertificatePath", "absent.pfx", "Teams:CertificatePath names a file that does not exist")]
    [InlineData("Teams:Cloud:LoginAuthority", "http://login.example", "Teams:Cloud:LoginAuthority must be an https URL")]
    public async Task A_wrong_setting_is_named_with_what_is_wrong(string name, string value, string said)
    {
        var refused = await Refused([.. StartSettings.Complete, "--" + name, value]);

        Assert.Contains(refused.Findings, finding => finding.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(refused.Findings, finding => finding.Contains($"'{value}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_wrong_settings_are_listed_at_once()
    {
        var refused = await Refused([
            .. StartSettings.Complete,
            "--IncidentIq:SiteId",
            "x",
            "--Bot:PersonLifetime",
            "x",
            "--Teams:AppType",
            "x",
            "--Teams:TenantIds:0",
            "",
        ]);

        Assert.Equal(3, refused.Findings.Count);
        var later = await Refused([.. StartSettings.Complete, "--IncidentIq:BaseUrl", "http://a.example", "--IncidentIq:TimeZone", "x"]);
        Assert.Equal(2, later.Findings.Count);
    }

    [Fact]
    public async Task A_certificate_that_its_password_does_not_open_stops_the_start()
    {
        var file = Path.Combine(Path.GetTempPath(), $"iiqbot-{Guid.NewGuid():N}.pfx");
        await File.WriteAllTextAsync(file, "no certificate", TestContext.Current.CancellationToken);
        try
        {
            var refused = await Refused([.. StartSettings.Complete, "--Teams:ClientSecret", "", "--Teams:CertificatePath", file]);
            Assert.Equal(
                ["Teams:CertificatePath and Teams:CertificatePassword do not open a certificate with a private key."],
                refused.Findings
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<StartRefusedException> Refused(string[] settings) =>
        Assert.ThrowsAsync<StartRefusedException>(() => ServiceCommand.BuildAsync(settings));
}
