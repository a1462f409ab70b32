using Microsoft.Extensions.Options;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Teams:AppId", null, "Teams:AppId")]
    [InlineData("Teams:AppId", "my-bot", "Teams:AppId")]
    [InlineData("Teams:AppType", null, "Teams:AppType")]
    [InlineData("Teams:AppType", "7", "Teams:AppType")]
    [InlineData("Teams:AppTenantId", null, "Teams:AppTenantId")]
    [InlineData("Teams:TenantIds:0", null, "Teams:TenantIds")]
    [InlineData("Teams:TenantIds:0", "school.example", "Teams:TenantIds")]
    [InlineData("Teams:ClientSecret", null, "Teams:ClientSecret")]
    [InlineData("Teams:CertificatePath", "bot.pfx", "Teams:CertificatePath")]
    [InlineData("Teams:AppType", "UserAssignedManagedIdentity", "Teams:ClientSecret")]
    [InlineData("Teams:Cloud:OpenIdMetadataUrl", "http://login.test/", "Teams:Cloud:OpenIdMetadataUrl")]
    [InlineData("Teams:Cloud:LoginAuthority", "login.test", "Teams:Cloud:LoginAuthority")]
    [InlineData("Teams:Cloud:Issuer", "", "Teams:Cloud:Issuer")]
    [InlineData("Teams:Cloud:ServiceUrlHosts:0", "*.", "Teams:Cloud:ServiceUrlHosts")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string name, string? value, string named)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TeamsHost.StartAsync(settings: settings =>
            {
                if (value is null)
                    settings.Remove(name);
                else
                    settings[name] = value;
            })
        );

        Assert.Contains(failure.Failures, sentence => sentence.StartsWith(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelled_app_type_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TeamsHost.StartAsync(settings: settings => settings["Teams:AppType"] = "SingelTenant")
        );
    }

    [Fact]
    public void All_missing_settings_are_listed_at_once()
    {
        Assert.Equal(3, TeamsOptions.Missing(new TeamsOptions()).Count);
        Assert.False(new TeamsOptions().IsConfigured);
        Assert.True(new TeamsOptions { ClientSecret = "x" }.IsConfigured);
    }

    [Fact]
    public void A_managed_identity_needs_no_secret()
    {
        var options = new TeamsOptions { AppId = TeamsHost.AppId, AppType = TeamsAppType.UserAssignedManagedIdentity };
        options.TenantIds.Add(TeamsHost.Tenant);

        Assert.Empty(TeamsOptions.Missing(options));
    }
}
