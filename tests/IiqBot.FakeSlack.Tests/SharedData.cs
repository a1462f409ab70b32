using System.Text.Json;

namespace IiqBot.FakeSlack.Tests;

/// <summary>The Block Kit specification beside the repository (<c>../shared/data/slackblocks-spec</c>); tests skip where it is absent.</summary>
internal static class SharedData
{
    private static string Folder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "IiqBot.sln"))) root = root.Parent;
            return Path.Combine(root?.Parent?.FullName ?? "", "shared", "data", "slackblocks-spec");
        }
    }

    public static JsonElement Read(params string[] path)
    {
        var file = Path.Combine([Folder, .. path]);
        if (!File.Exists(file)) Assert.Skip("The Block Kit specification is not beside the repository (../shared/data/slackblocks-spec).");
        return JsonElement.Parse(File.ReadAllText(file));
    }

    /// <summary>The valid fixtures, such as <c>blocks/header_block_only</c>, with their content.</summary>
    public static IEnumerable<(string Id, JsonElement Content)> ValidFixtures() =>
        from fixture in Read("manifest.json").GetProperty("fixtures").EnumerateArray()
        let id = fixture.GetProperty("id").GetString()!
        select (id, Read(["fixtures", "valid", .. (id + ".json").Split('/')]));

    /// <summary>The ids of the cases that must be refused, with the limit each is about.</summary>
    public static IEnumerable<(string Id, string Constraint)> InvalidCases() =>
        from invalid in Read("fixtures", "invalid", "manifest.json").GetProperty("cases").EnumerateArray()
        select (invalid.GetProperty("id").GetString()!, invalid.GetProperty("constraint").GetString()!);
}
