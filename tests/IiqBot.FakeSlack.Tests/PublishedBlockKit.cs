using System.Text.Json;
using IiqBot.Tests.Reference;

namespace IiqBot.FakeSlack.Tests;

/// <summary>The published examples of Block Kit; tests/data/ORIGINS.md says where they come from.</summary>
internal static class PublishedBlockKit
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "data", "block-kit");

    /// <summary>The valid examples, such as <c>blocks/header_block_only</c>, with their content.</summary>
    public static IEnumerable<(string Id, JsonElement Content)> ValidFixtures() =>
        from fixture in Read("manifest.json").GetProperty("fixtures").EnumerateArray()
        let id = fixture.GetProperty("id").GetString()!
        select (id, Read(["fixtures", "valid", .. (id + ".json").Split('/')]));

    /// <summary>The ids of the cases that must be refused.</summary>
    public static IEnumerable<string> InvalidCases() =>
        from invalid in Read("fixtures", "invalid", "manifest.json").GetProperty("cases").EnumerateArray()
        select invalid.GetProperty("id").GetString()!;

    private static JsonElement Read(params string[] path) => JsonElement.Parse(File.ReadAllText(Path.Combine([Folder, .. path])));
}
