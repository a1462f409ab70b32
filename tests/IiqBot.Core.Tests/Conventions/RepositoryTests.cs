using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IiqBot.Core.Model;
using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>Rules of the sources: dependencies between projects, texts in resources, short files.</summary>
public sealed partial class RepositoryTests
{
    [Theory]
    [InlineData("IiqBot.IncidentIq")]
    [InlineData("IiqBot.Sandbox")]
    [InlineData("IiqBot.Core", "IiqBot.IncidentIq")]
    [InlineData("IiqBot.Slack", "IiqBot.Core")]
    [InlineData("IiqBot.Teams", "IiqBot.Core")]
    [InlineData("IiqBot.Storage", "IiqBot.Core", "IiqBot.IncidentIq")]
    [InlineData("IiqBot.Web", "IiqBot.Core", "IiqBot.IncidentIq", "IiqBot.Sandbox", "IiqBot.Slack", "IiqBot.Storage", "IiqBot.Teams")]
    public void A_project_refers_only_to_those_it_may_know(string project, params string[] known)
    {
        var file = XDocument.Load(Path.Combine(RepositoryFolder.Root, "src", project, $"{project}.csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(known, references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_under_src_has_its_dependencies_checked_above()
    {
        string[] known =
        [
            "IiqBot.Core",
            "IiqBot.IncidentIq",
            "IiqBot.Sandbox",
            "IiqBot.Slack",
            "IiqBot.Storage",
            "IiqBot.Teams",
            "IiqBot.Web",
        ];

        Assert.Equal(
            known,
            Directory
                .GetFiles(Path.Combine(RepositoryFolder.Root, "src"), "*.csproj", SearchOption.AllDirectories)
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_file_is_longer_than_250_lines() =>
        Assert.Empty(
            Sources("src")
                .Where(file => !Migration().IsMatch(file) && File.ReadLines(file).Count() > 250)
                .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file))
        );

    [Fact]
    public void Core_knows_no_platform_and_no_protocol()
    {
        foreach (var file in Sources("src/IiqBot.Core"))
            Assert.DoesNotMatch(ForeignNamespace(), File.ReadAllText(file));
    }

    // That one file decides what a person may read in the timeline, so that no other reader can forget to check.
    [Fact]
    public void Only_one_file_of_the_core_reads_the_timeline() =>
        Assert.Equal(
            ["TicketTimeline.cs"],
            Sources("src/IiqBot.Core").Where(file => ReadsTimeline().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName)
        );

    // Answering, delivering and recording are written in one place, so that no adapter forgets a step.
    [Fact]
    public void Only_the_pipeline_records_where_an_answer_was_shown() =>
        Assert.Equal(
            ["IDispatcher.cs"],
            Sources("src")
                .Where(file => File.ReadAllText(file).Contains("dispatcher.ShownAsync(", StringComparison.Ordinal))
                .Select(Path.GetFileName)
        );

    /// <summary>A "$" also matches before a trailing line break, so a check that ends with "$" accepts one.</summary>
    [Fact]
    public void No_pattern_ends_with_a_dollar_sign()
    {
        Assert.Matches(DollarAtTheEnd(), """GeneratedRegex("^a$", RegexOptions.None)""");
        Assert.Matches(DollarAtTheEnd(), """Regex.IsMatch(text, @"^(?=.{4}$)a\z")""");
        Assert.DoesNotMatch(DollarAtTheEnd(), """GeneratedRegex(@"^a\$[$]\z", RegexOptions.None)""");

        foreach (var file in Sources("src").Concat(Sources("tests")).Where(file => Path.GetFileName(file) != "RepositoryTests.cs"))
            Assert.DoesNotMatch(DollarAtTheEnd(), File.ReadAllText(file));
    }

    [Fact]
    public void Every_text_is_used()
    {
        var sources = string.Join('\n', Sources("src/IiqBot.Core").Select(File.ReadAllText));
        var used = TextUse().Matches(sources).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(AllTexts().Keys.Except(used));
    }

    [Fact]
    public void Placeholders_of_a_text_are_numbered_from_0_and_can_be_filled()
    {
        foreach (var (key, text) in AllTexts())
        {
            Assert.False(string.IsNullOrWhiteSpace(text), key);
            var gaps = Gap()
                .Matches(text)
                .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
                .Distinct()
                .Order()
                .ToList();
            Assert.True(gaps.SequenceEqual(Enumerable.Range(0, gaps.Count)), key);
            var filled = text.With([.. gaps.Select(gap => (object)$"<{gap}>")]);
            Assert.True(!filled.Contains('{') && !filled.Contains('}'), key);
        }
    }

    private static Dictionary<string, string> AllTexts() =>
        Texts
            .ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(file));

    [GeneratedRegex(@"[/\\](?:obj|bin)[/\\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();

    // dotnet ef writes these files, and they are as long as the tables require.
    [GeneratedRegex(@"[/\\]Migrations[/\\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Migration();

    [GeneratedRegex(
        """Regex(?:\.\w+)?\([^"\n]*"[^"\n]*(?<![\\\[])\$(?:"|\)|\|)""",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex DollarAtTheEnd();

    [GeneratedRegex(@"\bTexts\.(?<key>\w+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TextUse();

    [GeneratedRegex(@"\{(?<number>\d+)[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(
        @"using (?:System\.Net|System\.Text\.Json|Microsoft\.AspNetCore|Microsoft\.EntityFrameworkCore|IiqBot\.(?:Teams|Slack|Sandbox|Web|Storage))\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ForeignNamespace();

    [GeneratedRegex(
        @"\b(TicketActivity|TimelineAsync|activities\.ListAsync)\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ReadsTimeline();
}
