using IiqBot.Web.Hosting;

namespace IiqBot.Web.Tests;

/// <summary>Wrong settings of the storage stop the start, listed by name and without their values.</summary>
public sealed class StorageSettingsTests
{
    [Theory]
    [InlineData("Storage:Provider", "MongoDb", "Storage:Provider is set, but not to one of Sqlite, PostgreSql.")]
    [InlineData("Storage:Provider", "7", "Storage:Provider is set, but not to one of Sqlite, PostgreSql.")]
    [InlineData(
        "Storage:Provider",
        "PostgreSql",
        "Storage:ConnectionString is missing; with Storage:Provider PostgreSql it says where the server is"
    )]
    [InlineData(
        "Storage:ConnectionString",
        "Sesame=open",
        "Storage:ConnectionString cannot be read, or does not say where the database is."
    )]
    [InlineData("Storage:DataFolder", "", "Storage:DataFolder")]
    [InlineData("Storage:CleanUpSchedule", "every now and then", "Storage:CleanUpSchedule is not a Quartz cron expression")]
    [InlineData("Storage:KeyCertificatePath", "/absent/sesame.pfx", "Storage:KeyCertificatePath does not lead to a certificate")]
    [InlineData("Storage:Retention:Answers", "a week", "Storage:Retention:Answers is set, but not to a time span")]
    [InlineData("Storage:Retention:Answers", "00:00:09", "Storage:Retention:Answers must be between 01:00:00 and 30.00:00:00")]
    [InlineData("Storage:Retention:Filings", "-1.00:00:00", "Storage:Retention:Filings must be between")]
    [InlineData("Storage:Retention:DeadDeliveries", "400.00:00:00", "Storage:Retention:DeadDeliveries must be between")]
    [InlineData("Storage:Retention:PostedCards", "x", "Storage:Retention:PostedCards is set, but not to a time span")]
    [InlineData("Storage:Retention:KnownPeople", "31.00:00:00", "Storage:Retention:KnownPeople must be between")]
    [InlineData("Storage:Retention:PersonalSettings", "1.00:00:00", "Storage:Retention:PersonalSettings must be between")]
    [InlineData("Storage:Retention:TicketActs", "00:30:00", "Storage:Retention:TicketActs must be between")]
    public async Task A_wrong_setting_is_named_with_what_is_wrong(string name, string value, string said)
    {
        var refused = await RefusedAsync([.. StartSettings.Complete, "--" + name, value]);

        var finding = Assert.Single(refused.Findings);
        Assert.Contains(said, finding, StringComparison.Ordinal);
        if (value.Length > 0 && !said.Contains(value, StringComparison.Ordinal))
            Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_storage_settings_are_listed_with_all_other_wrong_settings()
    {
        var refused = await RefusedAsync([
            .. StartSettings.Complete,
            "--Storage:Provider",
            "PostgreSql",
            "--Storage:CleanUpSchedule",
            "x",
            "--Storage:KeyCertificatePath",
            "/absent.pfx",
            "--IncidentIq:SiteId",
            "x",
        ]);

        Assert.Equal(4, refused.Findings.Count);
    }

    [Fact]
    public async Task A_certificate_that_its_password_does_not_open_is_refused_without_the_password()
    {
        using var certificate = new KeyCertificate("sesame");

        var refused = await RefusedAsync([
            .. StartSettings.Complete,
            "--Storage:KeyCertificatePath",
            certificate.Path,
            "--Storage:KeyCertificatePassword",
            "wrong horse",
        ]);

        Assert.StartsWith("Storage:KeyCertificatePath does not lead", Assert.Single(refused.Findings), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", refused.Message, StringComparison.Ordinal);
        await using var opened = await ServiceCommand.BuildAsync([
            .. StartSettings.Complete,
            "--Storage:KeyCertificatePath",
            certificate.Path,
            "--Storage:KeyCertificatePassword",
            "sesame",
        ]);
        Assert.NotNull(opened);
    }

    [Fact]
    public async Task The_console_shows_a_list_and_no_stack_trace()
    {
        using var service = BuiltProgram.Start(
            "IiqBot.Web.dll",
            "Production",
            [.. StartSettings.Complete, "--Storage:Provider", "MongoDb", "--Storage:Retention:Filings", "x"]
        );

        Assert.Equal(1, await service.EndedAsync());
        Assert.Contains("  - Storage:Provider is set, but", service.Output, StringComparison.Ordinal);
        Assert.Contains("  - Storage:Retention:Filings is set, but", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MongoDb", service.Output, StringComparison.Ordinal);
    }

    private static Task<StartRefusedException> RefusedAsync(string[] settings) =>
        Assert.ThrowsAsync<StartRefusedException>(() => ServiceCommand.BuildAsync(settings));
}
