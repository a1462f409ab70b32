using IiqBot.Core.Identity;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>Every answer has next buttons, and only those that its reader may press.</summary>
public sealed class WayOnTests : DistrictTest
{
    [Theory]
    [InlineData("help")]
    [InlineData("who am I")]
    [InlineData("settings")]
    [InlineData("blah")]
    [InlineData("show")]
    [InlineData("99999")]
    [InlineData("39181")]
    [InlineData("history 39181")]
    [InlineData("take 39181")]
    [InlineData("open tickets")]
    [InlineData("assigned to me")]
    [InlineData("my tickets")]
    [InlineData("search unicorn")]
    [InlineData("failure ABCDEF")]
    [InlineData("status")]
    public async Task Every_answer_has_a_way_on(string line)
    {
        foreach (var person in TestDistrict.People)
            Assert.NotEmpty((await District.ChatOf(person).Types(line)).Labels());
    }

    [Fact]
    public async Task A_refused_requester_is_offered_what_they_may_do()
    {
        var labels = (await District.ChatOf(TestDistrict.Requester).Types("open tickets")).Labels();

        Assert.Equal([Texts.ActionFile, Texts.ActionMyTickets, Texts.ActionSearch, Texts.ActionHelp], labels);
    }

    [Fact]
    public async Task A_refused_guest_is_offered_only_help()
    {
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson("tess@maplewood.example", "Tess", IsGuest: true));

        Assert.Equal([Texts.ActionHelp], (await District.ChatOf(TestDistrict.Technician).Types("my tickets")).Labels());
    }
}
