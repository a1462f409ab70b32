using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Safety;

/// <summary>With several tickets in one line, none is changed and nothing is sent to anybody.</summary>
public sealed class SeveralTicketsTests : SafeLineTest
{
    [Theory]
    [InlineData("close 39181, 39182 and 39183 fixed by reboot")]
    [InlineData("close 39181 39182, duplicates")]
    [InlineData("close 39181 and 39182, same bad switch")]
    [InlineData("take 39181 and 39182")]
    [InlineData("take 39181/39182")]
    [InlineData("unassign 39181 39182")]
    [InlineData("reopen 39181 and 39182")]
    [InlineData("cancel 39181 & 39182")]
    [InlineData("move 39181 and 39182 to waiting")]
    [InlineData("priority 39181 39182 high")]
    [InlineData("comment 39181 and 39182: same switch")]
    [InlineData("assign 39181 and 39182 to Colin")]
    [InlineData("39181 and 39182 are done")]
    [InlineData("start both 39181 and 39182")]
    public async Task A_command_for_several_tickets_does_nothing_and_offers_each(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(Texts.OneTicketAtATime, answer.Notice());
        NothingWasDone();
        Assert.StartsWith(
            "#39182",
            (await Chat.Presses(answer.Button(Texts.ActionShowNumber.With("39182")))).Card().Title,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("show 39181 and 39182")]
    [InlineData("history 39181, 39182")]
    public async Task A_read_of_several_tickets_asks_which_one(string line)
    {
        var answer = await Chat.Types(line);

        Assert.Equal(Texts.WhichOfTheTickets, answer.Notice());
        Assert.Contains(
            "39182",
            (await Chat.Presses(answer.Button(Texts.ActionShowNumber.With("39182")))).Card().Title,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Numbers_in_a_note_are_part_of_it()
    {
        await Chat.Types("close 39181, replaced part 40022 and 3 screws");

        Assert.Equal((true, "replaced part 40022 and 3 screws"), (Site.Laptop.IsClosed, Assert.Single(Site.Comments).Text));
    }
}
