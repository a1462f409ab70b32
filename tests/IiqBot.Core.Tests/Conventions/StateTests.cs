using IiqBot.Core.Durability;
using IiqBot.Tests.Reference;

namespace IiqBot.Core.Tests.Conventions;

/// <summary>The states of stored requests, in the code and in docs/reliability.md.</summary>
public sealed class StateTests
{
    private const string Heading = "| state | meaning | open | next |";

    [Fact]
    public void The_document_lists_the_states_of_the_code()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "docs", "reliability.md"));
        var table = lines.SkipWhile(line => line != Heading).Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(
            WorkStates.All.Select(rule =>
                (string[])[$"{rule.State}", rule.Meaning, rule.IsOpen ? "yes" : "no", string.Join(", ", rule.Next)]
            ),
            table.Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        );
    }

    // The numbers are stored for good, and one comparison in SQL finds the open states.
    [Fact]
    public void The_states_are_ordered_by_number_with_the_open_ones_first()
    {
        Assert.Equal(Enum.GetValues<WorkState>(), WorkStates.All.Select(rule => rule.State));
        Assert.Equal(WorkStates.All.OrderByDescending(rule => rule.IsOpen).Select(rule => rule.State), Enum.GetValues<WorkState>());
    }

    [Fact]
    public void Only_final_states_have_no_next_state() =>
        Assert.All(WorkStates.All, rule => Assert.Equal(rule.IsOpen, rule.Next.Count > 0));
}
