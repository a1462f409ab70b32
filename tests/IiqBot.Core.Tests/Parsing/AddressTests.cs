using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Parsing;

/// <summary>How people address the bot before, after or within their text. In the rows, <c>§</c> is the bot's mention.</summary>
public sealed class AddressTests
{
    private const string Name = "IiqBot";

    [Theory]
    [InlineData("§ take 39182")]
    [InlineData("§, take 39182")]
    [InlineData("§: take 39182")]
    [InlineData("§:take 39182")]
    [InlineData("§ - take 39182")]
    [InlineData("§ – take 39182")]
    [InlineData("§ — take 39182")]
    [InlineData("§! take 39182")]
    [InlineData("§ >> take 39182")]
    [InlineData("§ ,: -- take 39182")]
    [InlineData("§\u00a0take 39182")]
    [InlineData("§\n\ntake 39182")]
    [InlineData("§? take 39182")]
    [InlineData("§ §, take 39182")]
    [InlineData("take 39182 §")]
    [InlineData("take 39182, §")]
    [InlineData("take 39182 - §!")]
    [InlineData("take § 39182")]
    [InlineData("IiqBot: take 39182")]
    [InlineData("iiqbot, take 39182")]
    [InlineData("IiqBot - take 39182")]
    [InlineData("@IiqBot take 39182")]
    [InlineData("@IiqBot: take 39182")]
    public void The_separator_after_the_address_is_removed_too(string line)
    {
        Assert.Equal("take 39182", Read(line).Text);
        Assert.Null(Read(line.StartsWith('§') || !line.Contains('§') ? line : "").BehindName);
    }

    [Theory]
    [InlineData("§", "")]
    [InlineData("§!", "")]
    [InlineData("§ ?", "?")]
    [InlineData("@IiqBot", "")]
    [InlineData("IiqBot", "IiqBot")]
    [InlineData("§ #39182", "#39182")]
    [InlineData("§ \"a quote\" - and more.", "\"a quote\" - and more.")]
    [InlineData("comment 39182 first\n§ second", "comment 39182 first\nsecond")]
    [InlineData("comment 39182 ask §, then wait", "comment 39182 ask then wait")]
    [InlineData("IiqBot's answer is late", "IiqBot's answer is late")]
    [InlineData("IiqBot-2 is down", "IiqBot-2 is down")]
    [InlineData("IiqBot.exe is gone", "IiqBot.exe is gone")]
    [InlineData("tell IiqBot: hello", "tell IiqBot: hello")]
    [InlineData("  - one thing", "- one thing")]
    public void Nothing_but_the_address_is_removed(string line, string expected) => Assert.Equal(expected, Read(line).Text);

    [Theory]
    [InlineData("fyi § my tickets", "fyi my tickets", "my tickets")]
    [InlineData(":wave: §, my tickets", ":wave: my tickets", "my tickets")]
    [InlineData("IiqBot my tickets", "IiqBot my tickets", "my tickets")]
    public void Words_before_the_name_stay_and_the_text_after_it_is_known(string line, string text, string behind) =>
        Assert.Equal(new AddressedLine(text, behind), Read(line));

    [Theory]
    [InlineData("Status", "status")]
    [InlineData("", "take 39182")]
    [InlineData(null, "IiqBot: take 39182")]
    public void A_bots_name_that_is_not_an_address_stays(string? name, string line) =>
        Assert.Equal(new AddressedLine(line), Address.Read(line, name));

    [Fact]
    public void A_line_with_only_mentions_is_read_in_one_pass() =>
        Assert.Equal("take 39182", Read(string.Concat(Enumerable.Repeat("§, ", 60_000)) + "take 39182").Text);

    private static AddressedLine Read(string line) => Address.Read(line.Replace('§', Address.Mention), Name);
}

/// <summary>Which command counts if there are words before the bot's name.</summary>
public sealed class AddressedLineTests : DistrictTest
{
    [Theory]
    [InlineData("fyi my tickets", "my tickets", Verbs.MyTickets)]
    [InlineData("fyi take 39181", "take 39181", Verbs.TakeTicket)]
    [InlineData("take 39181 please", "please", Verbs.TakeTicket)]
    [InlineData("take 39181 help", "help", Verbs.ShowInstead)] // stopped, and not replaced by the text after the name
    [InlineData("see 39181", "thanks", Verbs.ShowTicket)]
    [InlineData("IiqBot new Projector is dark", "new Projector is dark", Verbs.FileTicket)]
    [InlineData("purple", "monkey", null)]
    [InlineData("purple", "", null)]
    public async Task The_text_after_the_name_counts_if_the_whole_line_is_not_a_command(string line, string behind, string? verb)
    {
        var request = District.ChatOf(TestDistrict.Technician).Typed("1", line) with { TextBehindName = behind };

        var accepted = await District.Dispatcher.AcceptAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(verb, accepted.Request.Verb);
    }
}
