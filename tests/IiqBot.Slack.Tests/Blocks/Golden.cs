using System.Text.Encodings.Web;
using System.Text.Json;
using IiqBot.Tests.Reference;

namespace IiqBot.Slack.Tests.Blocks;

/// <summary>
/// Compares the output with the file in Golden. With UPDATE_GOLDEN=1 it overwrites the file instead; review the difference before you
/// commit it.
/// </summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = Path.Combine(RepositoryFolder.Root, "tests", "IiqBot.Slack.Tests", "Golden");

    public static void Verify(string name, JsonElement drawn)
    {
        var path = Path.Combine(Folder, name + ".json");
        var actual = JsonSerializer.Serialize(drawn, Readable).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);

        Assert.True(File.Exists(path), $"Golden/{name}.json is missing; run the test with UPDATE_GOLDEN=1 to write it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
