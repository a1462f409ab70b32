using System.Text.RegularExpressions;
using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>The directions in which the source folders may use each other.</summary>
public sealed partial class FolderTests
{
    private const int LargestCycle = 6;
    private static readonly string Sources = Path.Combine(RepositoryFolder.Root, "src");

    /// <summary>
    /// The folders of the core, from the bottom up: each uses only those before it. Files in no folder register everything.
    /// </summary>
    private static readonly string[] Floors =
    [
        "Model",
        "Parsing",
        "Messaging",
        "Platforms",
        "Durability",
        "Identity",
        "Pipeline",
        "Later",
        "Features",
        "",
    ];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Sources).Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void The_folders_of_the_core_use_only_those_below_them()
    {
        var core = SourceGraph.Of(Path.Combine(Sources, "IiqBot.Core"));
        var upward = core
            .Ties.Where(tie => FloorOf(tie.From) < FloorOf(tie.To))
            .Select(tie => $"{tie.From} uses {tie.To}, which is above it")
            .ToList();

        Assert.Equal(Floors.Order(StringComparer.Ordinal), core.Files.Select(TopOf).Distinct().Order(StringComparer.Ordinal));
        Assert.True(upward.Count == 0, string.Join('\n', upward));
    }

    [Fact]
    public void No_file_of_the_core_names_a_folder_above_its_own()
    {
        var core = Path.Combine(Sources, "IiqBot.Core");
        var upward = SourceGraph
            .Of(core)
            .Files.SelectMany(file => NamedAbove(file, File.ReadAllText(Path.Combine(core, file))).Select(name => $"{file} names {name}"));

        Assert.Empty(upward);
    }

    [Theory]
    [InlineData("using IiqBot.Core.Features;")]
    [InlineData("using IiqBot.Core.Features.Tickets;")]
    [InlineData("global using static IiqBot.Core.Features.Help;")]
    [InlineData("using Desk = IiqBot.Core.Features.Tickets.TicketDesk;")]
    [InlineData("    var desk = new IiqBot.Core.Features.Tickets.TicketDesk();")]
    [InlineData("    global::IiqBot.Core.Features.Help help;")]
    [InlineData("    private readonly Features.Help _help;")]
    [InlineData("    Task<Core.Features.Help> HelpAsync();")]
    public void A_use_of_a_folder_above_is_found_however_it_is_written(string line)
    {
        Assert.NotEmpty(NamedAbove("Pipeline/Intake.cs", line));
        Assert.Empty(NamedAbove("Features/Help.cs", line));
    }

    [Theory]
    [InlineData("using IiqBot.Core.Model;")]
    [InlineData("    var card = context.Features.Card;")]
    [InlineData("    x(); // as IiqBot.Core.Features.Help does")]
    public void Code_that_names_no_folder_above_passes(string line) => Assert.Empty(NamedAbove("Pipeline/Intake.cs", line));

    [Fact]
    public void Folders_of_the_core_have_no_cycles()
    {
        var core = SourceGraph.Of(Path.Combine(Sources, "IiqBot.Core"));
        var between = core.Ties.Where(tie => FolderOf(tie.From) != FolderOf(tie.To)).ToList();
        var cycles = SourceGraph.Cycles(between.Select(tie => (FolderOf(tie.From), FolderOf(tie.To))));

        Assert.True(
            cycles.Count == 0,
            string.Join(
                '\n',
                cycles.SelectMany(cycle => between.Where(tie => cycle.Contains(FolderOf(tie.From)) && cycle.Contains(FolderOf(tie.To))))
            )
        );
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_a_few_files_form_a_cycle(string project)
    {
        var cycles = SourceGraph.Cycles(SourceGraph.Of(Path.Combine(Sources, project)).Ties).Where(cycle => cycle.Count > LargestCycle);

        Assert.Empty(cycles.Select(cycle => string.Join(", ", cycle)));
    }

    /// <summary>Without this, nobody would notice that the reading of sources found nothing.</summary>
    [Fact]
    public void Known_uses_between_files_are_found()
    {
        var core = SourceGraph.Of(Path.Combine(Sources, "IiqBot.Core"));

        Assert.Contains(("Features/Changes/ChangeRunner.cs", "Features/Tickets/TicketDesk.cs"), core.Ties);
        Assert.Contains(("Pipeline/Intake.cs", "Durability/IInbox.cs"), core.Ties);
        Assert.DoesNotContain(("Durability/IInbox.cs", "Pipeline/Intake.cs"), core.Ties);
        var cycle = Assert.Single(SourceGraph.Cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]));
        Assert.Equal(["a", "b", "c"], cycle);
    }

    private static int FloorOf(string file) => Array.IndexOf(Floors, TopOf(file));

    private static string TopOf(string file) => file[..Math.Max(0, file.IndexOf('/', StringComparison.Ordinal))];

    private static IEnumerable<string> NamedAbove(string file, string source) =>
        Folder()
            .Matches(SourceGraph.CodeOf(source))
            .Select(match => match.Groups["name"].Value)
            .Where(name => Array.IndexOf(Floors, name) > FloorOf(file));

    private static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    /// <summary>The folder of the core in a namespace, written in full or as other folders of the core may write it.</summary>
    [GeneratedRegex(
        @"\bIiqBot\.Core\.(?<name>[A-Z]\w*)|(?<![.\w])(?:Core\.)?(?<name>[A-Z]\w*)\.[A-Z]",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Folder();
}
