using System.Text.RegularExpressions;
using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>The name of a test is short enough to read in a list of results.</summary>
public sealed partial class TestNameTests
{
    private const int Longest = 79;

    [Fact]
    public void No_name_of_a_test_has_80_characters_or_more()
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => NamesIn(File.ReadAllText(file)).Select(name => (File: Path.GetFileName(file), Name: name)))
            .ToList();

        Assert.Contains(tests, test => test.Name == nameof(No_name_of_a_test_has_80_characters_or_more));
        Assert.Empty(tests.Where(test => test.Name.Length > Longest).Select(test => $"{test.File}: {test.Name}"));
    }

    [Theory]
    [InlineData("    [Fact]\n    public void It_works() =>")]
    [InlineData("    [Theory, MemberData(nameof(All))]\n    public async Task It_works(Kind kind)\n")]
    [InlineData("    [Theory]\n    [InlineData(\"public void No()\")]\n    public static async Task It_works(\n        string a\n")]
    [InlineData("    [Scenario(NotOnTeams = \"a\")]\n    public static async Task It_works(Chat chat) =>")]
    public void A_test_is_found_in_every_form_of_its_attribute(string source) => Assert.Equal(["It_works"], NamesIn(source));

    [Fact]
    public void A_method_that_is_not_a_test_may_have_any_name() => Assert.Empty(NamesIn("    public static void It_works() { }\n"));

    private static IEnumerable<string> NamesIn(string source) => Test().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>The attribute of a test, and the next method that begins a line.</summary>
    [GeneratedRegex(
        @"^ *\[(?:Fact|Theory|Scenario)\b[\s\S]*?^ *public [^\n(=]*?(?<name>\w+)\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Test();
}
