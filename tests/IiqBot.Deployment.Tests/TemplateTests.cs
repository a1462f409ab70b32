using System.Text.Json;
using System.Text.RegularExpressions;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.Storage;
using IiqBot.Teams;
using Microsoft.Extensions.Configuration;

namespace IiqBot.Deployment.Tests;

/// <summary>What the compiled template would create.</summary>
public sealed partial class TemplateTests(CompiledTemplate compiled) : IClassFixture<CompiledTemplate>
{
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["Teams:AppId"] = "6d1a2c55-6a8e-4a35-9a06-0f0b6f0e4b11",
        ["Teams:AppType"] = "UserAssignedManagedIdentity",
        ["Teams:AppTenantId"] = "0c5a3d7e-2f4b-4c58-8b8e-5d4f0a1b2c33",
        ["Teams:TenantIds:0"] = "0c5a3d7e-2f4b-4c58-8b8e-5d4f0a1b2c33",
        ["IncidentIq:BaseUrl"] = "https://maplewood.incidentiq.com",
        ["IncidentIq:SiteId"] = "11111111-2222-3333-4444-555555555555",
        ["IncidentIq:ApiToken"] = "token",
        ["Bot:EmailDomains:0"] = "maplewood.example",
        ["Storage:Provider"] = "PostgreSql",
        ["Storage:ConnectionString"] = "Host=iiqbot.postgres.database.azure.com;Password=password",
    };

    [Fact]
    public async Task The_bot_gets_every_setting_it_needs_and_no_unknown_ones()
    {
        var template = (await compiled.ReadAsync()).GetRawText();
        var names = SettingName()
            .Matches(template)
            .Select(match =>
                match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal).Replace("{0}", "0", StringComparison.Ordinal)
            )
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(Samples.Keys.ToHashSet(StringComparer.Ordinal), names);
        Assert.Contains("'UserAssignedManagedIdentity'", template, StringComparison.Ordinal);

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(names.Select(name => KeyValuePair.Create(name, (string?)Samples[name])))
            .Build();
        var teams = Bind(new TeamsOptions(), configuration, TeamsOptions.Section);
        var incidentIq = Bind(new IncidentIqOptions(), configuration, IncidentIqOptions.Section);
        var bot = Bind(new BotOptions(), configuration, BotOptions.Section);
        var storage = Bind(new StorageOptions(), configuration, StorageOptions.Section);

        Assert.Empty(TeamsOptions.Missing(teams));
        Assert.Equal(Samples["IncidentIq:ApiToken"], incidentIq.ApiToken);
        Assert.NotNull(incidentIq.BaseUrl);
        Assert.NotNull(incidentIq.SiteId);
        Assert.Equal(["maplewood.example"], bot.EmailDomains);
        Assert.Equal(StorageProvider.PostgreSql, storage.Provider);
        Assert.Empty(StorageOptions.Wrong(storage));
    }

    [Theory]
    [InlineData("incidentIqApiToken", 2)]
    [InlineData("databasePassword", 1)]
    [InlineData("databaseConnection", 1)]
    [InlineData("password", 1)]
    public async Task Secrets_are_secure_parameters_and_appear_in_no_output(string parameter, int times)
    {
        var template = await compiled.ReadAsync();

        var types = template
            .Everything()
            .Where(element =>
                element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty(parameter, out var given)
                && given.ValueKind == JsonValueKind.Object
                && given.TryGetProperty("type", out _)
            )
            .Select(element => element.GetProperty(parameter).GetProperty("type").GetString());
        Assert.Equal(Enumerable.Repeat("securestring", times), types);
        var outputs = template
            .Everything()
            .Where(element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("outputs", out _));
        Assert.All(
            outputs,
            element =>
                Assert.DoesNotContain($"parameters('{parameter}')", element.GetProperty("outputs").GetRawText(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_bot_reads_its_secrets_from_the_vault()
    {
        var app = Resource(await compiled.ReadAsync(), "Microsoft.App/containerApps");

        var secrets = app.GetProperty("configuration").GetProperty("secrets").EnumerateArray().ToList();
        Assert.Equal(2, secrets.Count);
        Assert.All(
            secrets,
            secret =>
                Assert.Equal(
                    ["identity", "keyVaultUrl", "name"],
                    secret.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)
                )
        );
    }

    [Fact]
    public async Task The_database_is_backed_up_and_accepts_TLS_only()
    {
        var template = await compiled.ReadAsync();
        var server = Resource(template, "Microsoft.DBforPostgreSQL/flexibleServers");

        Assert.InRange(server.GetProperty("backup").GetProperty("backupRetentionDays").GetInt32(), 7, 35);
        Assert.Contains("SSL Mode=VerifyFull", template.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bot_is_reached_by_https_only_and_its_health_is_watched()
    {
        var app = Resource(await compiled.ReadAsync(), "Microsoft.App/containerApps");

        Assert.False(app.GetProperty("configuration").GetProperty("ingress").GetProperty("allowInsecure").GetBoolean());
        Assert.All(
            ["minReplicas", "maxReplicas"],
            bound =>
                Assert.Equal("[parameters('replicas')]", app.GetProperty("template").GetProperty("scale").GetProperty(bound).GetString())
        );
        var probes = app.GetProperty("template").GetProperty("containers")[0].GetProperty("probes").EnumerateArray().ToList();
        Assert.Equal(
            ["Liveness /health/live", "Readiness /health/live", "Startup /health/live"],
            probes
                .Select(probe => $"{probe.GetProperty("type")} {probe.GetProperty("httpGet").GetProperty("path")}")
                .Order(StringComparer.Ordinal)
        );
        // Container Apps refuses longer names.
        Assert.All(probes, probe => Assert.InRange(probe.GetProperty("failureThreshold").GetInt32(), 1, 10));
    }

    [Fact]
    public async Task The_registration_has_an_identity_without_a_secret_and_the_bots_address()
    {
        var template = await compiled.ReadAsync();
        var bot = Resource(template, "Microsoft.BotService/botServices");

        Assert.Equal("UserAssignedMSI", bot.GetProperty("msaAppType").GetString());
        Assert.Equal("[format('https://{0}/api/messages', parameters('hostName'))]", bot.GetProperty("endpoint").GetString());
        Assert.Equal(
            "MsTeamsChannel",
            Resource(template, "Microsoft.BotService/botServices/channels").GetProperty("channelName").GetString()
        );
    }

    [Fact]
    public async Task The_vault_uses_roles_and_keeps_deleted_secrets()
    {
        var vault = Resource(await compiled.ReadAsync(), "Microsoft.KeyVault/vaults");

        Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.True(vault.GetProperty("enablePurgeProtection").GetBoolean());
        Assert.False(vault.TryGetProperty("accessPolicies", out _));
    }

    private static JsonElement Resource(JsonElement template, string type) =>
        template
            .Everything()
            .Single(element =>
                element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("type", out var value)
                && value.ValueKind == JsonValueKind.String
                && value.GetString() == type
            )
            .GetProperty("properties");

    private static T Bind<T>(T options, IConfiguration configuration, string section)
    {
        configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        return options;
    }

    // A quote on both sides distinguishes a name from the example in a description.
    [GeneratedRegex(
        @"'(?<name>(Teams|IncidentIq|Bot|Storage)__[A-Za-z]+(__\{0\})?)'",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex SettingName();
}
