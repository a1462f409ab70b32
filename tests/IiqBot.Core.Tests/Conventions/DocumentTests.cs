using System.Text.RegularExpressions;
using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>What the documents say about files of the repository.</summary>
public sealed partial class DocumentTests
{
    private const int MostFiles = 15;
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static TheoryData<string> Documents =>
        [
            .. Directory
                .GetFiles(RepositoryFolder.Root, "*.md")
                .Concat(
                    new[] { "docs", "infra", "manifest" }.SelectMany(folder =>
                        Directory.GetFiles(Path.Combine(RepositoryFolder.Root, folder), "*.md", SearchOption.AllDirectories)
                    )
                )
                .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file).Replace('\\', '/')),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_to_an_existing_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFolder.Root, document))!;
        var links = Link()
            .Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Root, document)))
            .Select(match => match.Groups["file"].Value);

        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(folder, link)));
    }

    [Fact]
    public void The_index_links_to_every_document()
    {
        var docs = Path.Combine(RepositoryFolder.Root, "docs");
        var index = File.ReadAllText(Path.Combine(docs, "README.md"));
        var documents = Directory
            .GetFiles(docs, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(docs, "adr"), "*.md"))
            .Select(file => Path.GetRelativePath(docs, file).Replace('\\', '/'));

        Assert.Equal(["README.md"], documents.Where(document => !index.Contains($"]({document})", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Teams")]
    [InlineData("Slack")]
    public void A_request_can_be_followed_through_a_few_files(string platform)
    {
        var sections = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "life-of-a-request.md")).Split("\n## ");
        var section = Assert.Single(sections, section => section.StartsWith(platform, StringComparison.Ordinal));
        var files = Step().Matches(section).Select(step => step.Groups["file"].Value).ToList();

        Assert.InRange(files.Count, 10, MostFiles);
        Assert.Equal(files.Count, section.Split('\n').Count(line => line.Length > 0 && char.IsAsciiDigit(line[0])));
        Assert.Equal(files.Distinct(), files);
    }

    /// <summary>A link without a scheme, up to its anchor.</summary>
    [GeneratedRegex(@"\]\((?<file>[^):#\s]+)(#[^)\s]*)?\)", Options, 5000)]
    private static partial Regex Link();

    /// <summary>A numbered line that starts with a link to a source file.</summary>
    [GeneratedRegex(@"^\d+\. \[`\w+`\]\((?<file>[^)]+\.cs)\)", Options, 5000)]
    private static partial Regex Step();
}
