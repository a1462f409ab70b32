using System.Text.Json;

namespace IiqBot.Deployment.Tests;

/// <summary>The template as Azure gets it, compiled once by the first test that reads it.</summary>
public sealed class CompiledTemplate
{
    private JsonElement? _template;

    public async Task<JsonElement> ReadAsync() =>
        _template ??= Json.Parse((await BicepCompiler.RunAsync("build", "main.bicep", "--stdout")).Output);
}
