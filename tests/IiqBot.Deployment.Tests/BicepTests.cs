namespace IiqBot.Deployment.Tests;

public sealed class BicepTests
{
    [Theory]
    [InlineData("build", "main.bicep", "--stdout")]
    [InlineData("lint", "main.bicep")]
    public async Task The_template_and_its_modules_compile_without_diagnostics(params string[] arguments) =>
        AssertSpotless(await BicepCompiler.RunAsync(arguments));

    [Fact]
    public void Every_module_is_part_of_the_template()
    {
        var template = File.ReadAllText(Path.Combine(Repository.Infra, "main.bicep"));

        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Infra, "modules")),
            module => Assert.Contains($"'modules/{Path.GetFileName(module)}'", template, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_sample_parameters_fit_the_template_and_contain_no_secret()
    {
        var compilation = await BicepCompiler.RunAsync("build-params", "main.bicepparam", "--stdout");

        AssertSpotless(compilation);
        var parameters = Json.Parse(Json.Parse(compilation.Output).GetProperty("parametersJson").GetString()!).GetProperty("parameters");
        Assert.All(
            ["incidentIqApiToken", "databasePassword"],
            secret => Assert.Equal("", parameters.GetProperty(secret).GetProperty("value").GetString())
        );
    }

    [Fact]
    public async Task A_misspelled_property_is_reported()
    {
        using var folder = new TemporaryFolder();
        var source = folder.File("wrong.bicep");
        await File.WriteAllTextAsync(
            source,
            """
            resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
              name: 'bot'
              location: 'global'
              kind: 'azurebot'
              sku: { name: 'F0' }
              properties: { displayName: 'Bot', endpoint: 'https://bot.example/api/messages', msaAppId: 'x', msaAppTyp: 'UserAssignedMSI' }
            }
            """,
            TestContext.Current.CancellationToken
        );

        var compilation = await BicepCompiler.RunAsync("build", source, "--stdout");

        Assert.Equal(0, compilation.ExitCode);
        Assert.Contains("msaAppTyp", compilation.Diagnostics, StringComparison.Ordinal);
    }

    private static void AssertSpotless(Compilation compilation)
    {
        Assert.Equal("", compilation.Diagnostics.Trim());
        Assert.Equal(0, compilation.ExitCode);
    }
}
