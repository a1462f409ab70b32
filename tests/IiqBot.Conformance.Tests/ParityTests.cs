using System.Text;
using IiqBot.Tests.Reference;

namespace IiqBot.Conformance.Tests;

/// <summary>The parity of the platforms as a table: printed, and stored in docs/parity.md. UPDATE_GOLDEN=1 rewrites it.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    private const string Runs = "yes";

    private static string Document { get; } = Path.Combine(RepositoryFolder.Root, "docs", "parity.md");

    [Fact]
    public void The_table_in_the_documentation_matches_the_scenarios()
    {
        var table = $"# What works in Teams and in Slack\n\n{Table()}";
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Document, table);
        Assert.Equal(table, File.ReadAllText(Document));
    }

    [Fact]
    public void Every_scenario_has_a_unique_name_and_runs_on_a_platform()
    {
        Assert.True(Scenario.All.Count >= 40);
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(scenario => scenario.Name).Distinct().Count());
        Assert.DoesNotContain(Scenario.All, scenario => scenario.On is { NotOnTeams: not null, NotOnSlack: not null });
    }

    private static string Table()
    {
        var both = Scenario.All.Count(scenario => scenario.On is { NotOnTeams: null, NotOnSlack: null });
        var text = new StringBuilder()
            .Append(
                "Made from the scenarios in `tests/IiqBot.Conformance.Tests`, which run on both platforms through their real endpoints,\n"
            )
            .Append("against strict fakes. Of ")
            .Append(Scenario.All.Count)
            .Append(" scenarios ")
            .Append(both)
            .Append(" run on both; where one cannot, it says why.\n");
        foreach (var theme in Scenario.All.GroupBy(scenario => scenario.Theme))
        {
            text.Append("\n## ").Append(theme.Key).Append("\n\n").Append("| scenario | Teams | Slack |\n| --- | --- | --- |\n");
            foreach (var scenario in theme)
                text.Append("| ")
                    .Append(scenario.Name)
                    .Append(" | ")
                    .Append(scenario.On.NotOnTeams ?? Runs)
                    .Append(" | ")
                    .Append(scenario.On.NotOnSlack ?? Runs)
                    .Append(" |\n");
        }

        return text.ToString();
    }
}
