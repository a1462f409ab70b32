using System.Text.RegularExpressions;
using IiqBot.Tests.Reference;
using Capture = System.Text.RegularExpressions.Capture;
using Match = System.Text.RegularExpressions.Match;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>A page or heading that a comment cites exists in this repository.</summary>
public sealed partial class CiteTests
{
    private static readonly string[] Folders = ["src", "tests"];

    [Fact]
    public void Every_page_and_heading_that_a_comment_cites_exists()
    {
        var broken = Sources()
            .SelectMany(file =>
                BrokenIn(Comments(File.ReadAllText(file))).Select(cite => $"{Path.GetRelativePath(RepositoryFolder.Root, file)}: {cite}")
            );

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("// (docs/reference/teams.md, \"Sizes\")")]
    [InlineData("/// As said (docs/reference/incident-iq.md, \"Envelopes\"\n    /// and \"Missing\n    /// members\").")]
    [InlineData("x(); // README.md, \"Install it\"")]
    [InlineData("var page = \"nothing.md\";")]
    public void A_citation_that_exists_passes(string source) => Assert.Empty(BrokenIn(Comments(source)));

    [Theory]
    [InlineData("// (docs/reference/nothing.md, \"Sizes\")", "docs/reference/nothing.md")]
    [InlineData("// (teams.md)", "teams.md")]
    [InlineData("// (../shared/teams.md)", "../shared/teams.md")]
    [InlineData("/// (docs/reference/teams.md, \"Sizes\" and\n/// \"Colours\")", "docs/reference/teams.md, \"Colours\"")]
    [InlineData("/// (docs/reference/teams.md, \"sizes\")", "docs/reference/teams.md, \"sizes\"")]
    [InlineData("// (docs/reference/teams.md, section 3)", "docs/reference/teams.md, section 3")]
    public void A_citation_that_does_not_exist_fails(string source, string broken) => Assert.Equal([broken], BrokenIn(Comments(source)));

    [Fact]
    public void More_than_100_citations_are_found() =>
        Assert.True(Sources().Sum(file => Cite().Count(Comments(File.ReadAllText(file)))) > 100, "The check above looks at too few.");

    private static IEnumerable<string> BrokenIn(string comments)
    {
        foreach (Match cite in Cite().Matches(comments))
        {
            var page = cite.Groups["page"].Value;
            if (page.Contains("..", StringComparison.Ordinal) || !File.Exists(Path.Combine(RepositoryFolder.Root, page)))
            {
                yield return page;
                continue;
            }

            if (cite.Groups["section"].Success)
                yield return $"{page}, {cite.Groups["section"].Value}";
            var headings = ReferencePage.Read(page).Headings.ToHashSet(StringComparer.Ordinal);
            foreach (Capture heading in cite.Groups["heading"].Captures)
            {
                if (!headings.Contains(heading.Value))
                    yield return $"{page}, \"{heading.Value}\"";
            }
        }
    }

    // Each block of comment lines becomes one line, because a citation may continue on the next line.
    private static string Comments(string source) =>
        string.Join('\n', Run().Matches(source).Select(run => NextLine().Replace(run.Value, " ")));

    private static IEnumerable<string> Sources() =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !Generated().IsMatch(file) && Path.GetFileName(file) != $"{nameof(CiteTests)}.cs");

    [GeneratedRegex(@"(?<![:""])//[^\n]*(?:\n[ \t]*//[^\n]*)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Run();

    [GeneratedRegex(@"\s*\n[ \t]*//+[ \t]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NextLine();

    [GeneratedRegex(
        @"(?<page>[\w./-]+\.md)(?:, (?:(?<section>section \d[\d.]*)|""(?<heading>[^""]+)""(?:(?: and|,) ""(?<heading>[^""]+)"")*))?",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Cite();

    [GeneratedRegex(@"[/\\](?:obj|bin)[/\\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();
}
