using System.Text.Json;

namespace IiqBot.IncidentIq.Tests;

/// <summary>Reference material beside the repository; it is read from there and never copied.</summary>
internal static class SharedData
{
    /// <summary>The parsed file, or a skipped test where the material is absent.</summary>
    public static JsonDocument Read(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "IiqBot.sln"))) root = root.Parent;
        Assert.NotNull(root);

        var path = Path.Combine(root.FullName, "..", "shared", "data", "incident-iq", name);
        if (!File.Exists(path)) Assert.Skip($"The reference file {name} is not beside the repository.");
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }
}
