using IiqBot.Core.Model;

namespace IiqBot.Core.Tests.Parsing;

/// <summary>Which name the typed text means.</summary>
public sealed class NameMatchTests
{
    private static readonly string[] Steps =
    [
        "Submitted",
        "In Progress",
        "Waiting on Vendor",
        "Waiting on Requestor",
        "Resolved",
        "Canceled",
        "QA",
        "Not Started",
    ];
    private static readonly string[] People =
    [
        "Edith Barnes",
        "Ed Stone",
        "Tess Technician",
        "Tessa Moreno",
        "Himani Patel",
        "Herbert Hahn",
        "Milo Hazelgrove",
        "Network Team",
        "Will O'Neil",
        "Mei-Ling Wu",
    ];
    private static readonly string[] Levels = ["Low", "Medium", "High", "Critical"];
    private static readonly string[] Rooms = ["101", "204", "204A", "Library"];

    [Theory]
    [InlineData("c")]
    [InlineData("re")]
    [InlineData("ca")]
    [InlineData("on")] // two steps contain the word
    [InlineData("ing")]
    [InlineData("gress")]
    [InlineData("waiting")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("it")]
    [InlineData("resolved and canceled")]
    [InlineData("reslvd")]
    [InlineData("started not yet")]
    public void A_status_is_not_guessed(string typed) => Assert.Null(NameMatch.Find(Steps, name => name, typed));

    [Theory]
    [InlineData("in progress", "In Progress")]
    [InlineData("progress", "In Progress")]
    [InlineData("In Progres", "In Progress")]
    [InlineData("in-progress", "In Progress")]
    [InlineData("can", "Canceled")]
    [InlineData("res", "Resolved")]
    [InlineData("qa", "QA")]
    [InlineData("vendor", "Waiting on Vendor")]
    [InlineData("waiting vendor", "Waiting on Vendor")]
    [InlineData("waiting on requester", "Waiting on Requestor")]
    [InlineData("waitng on vendor", "Waiting on Vendor")]
    [InlineData("cancelled", "Canceled")]
    [InlineData("Resolved.", "Resolved")]
    [InlineData("not started", "Not Started")]
    [InlineData("submited", "Submitted")]
    public void A_status_is_found(string typed, string meant) => Assert.Equal(meant, NameMatch.Find(Steps, name => name, typed));

    [Theory]
    [InlineData("it")]
    [InlineData("him")]
    [InlineData("her")]
    [InlineData("them")]
    [InlineData("me")]
    [InlineData("the")]
    [InlineData("h")]
    [InlineData("es")]
    [InlineData("dith")]
    [InlineData("ess")]
    [InlineData("tea m")]
    [InlineData("o")]
    [InlineData("e")]
    [InlineData("Milo and Tess")]
    [InlineData("Milo Hazelgrove and make it medium")]
    [InlineData("someone from the network")]
    public void A_person_is_not_guessed(string typed) => Assert.Null(NameMatch.Find(People, name => name, typed));

    [Theory]
    [InlineData("Ed", "Ed Stone")]
    [InlineData("ed", "Ed Stone")]
    [InlineData("Edith", "Edith Barnes")]
    [InlineData("tess", "Tess Technician")]
    [InlineData("Tessa", "Tessa Moreno")]
    [InlineData("milo", "Milo Hazelgrove")]
    [InlineData("Hazelgrove", "Milo Hazelgrove")]
    [InlineData("hazelgrove, milo", "Milo Hazelgrove")]
    [InlineData("Hazelgrov", "Milo Hazelgrove")]
    [InlineData("Milo Hazlegrove", "Milo Hazelgrove")]
    [InlineData("network", "Network Team")]
    [InlineData("netwrok", "Network Team")]
    [InlineData("Will", "Will O'Neil")]
    [InlineData("mei ling", "Mei-Ling Wu")]
    [InlineData("wu", "Mei-Ling Wu")]
    public void A_person_is_found(string typed, string meant) => Assert.Equal(meant, NameMatch.Find(People, name => name, typed));

    [Theory]
    [InlineData("me")]
    [InlineData("h")]
    [InlineData("m")]
    [InlineData("lo")]
    [InlineData("igh")]
    [InlineData("highest of all")]
    [InlineData("urgent")]
    public void A_priority_is_not_guessed(string typed) => Assert.Null(NameMatch.Find(Levels, name => name, typed));

    [Theory]
    [InlineData("low", "Low")]
    [InlineData("med", "Medium")]
    [InlineData("hihg", "High")]
    [InlineData("critcal", "Critical")]
    public void A_priority_is_found(string typed, string meant) => Assert.Equal(meant, NameMatch.Find(Levels, name => name, typed));

    [Theory]
    [InlineData("20", null)]
    [InlineData("204", "204")]
    [InlineData("205", null)]
    [InlineData("204B", null)]
    [InlineData("10", null)]
    [InlineData("libr", "Library")]
    public void A_room_number_must_be_complete(string typed, string? meant) =>
        Assert.Equal(meant, NameMatch.Find(Rooms, name => name, typed));

    [Theory]
    [InlineData("waiting", 2)]
    [InlineData("tess", 1)]
    [InlineData("xyz", 0)]
    public void All_equally_good_matches_are_candidates(string typed, int count) =>
        Assert.Equal(count, NameMatch.Candidates([.. Steps, .. People], name => name, typed).Count);

    [Theory]
    [InlineData("Waiting on Vendor", "waiting", false)]
    [InlineData("Waiting on Vendor", "wait", false)]
    [InlineData("Waiting on Vendor", "waitng", true)]
    public void A_match_with_a_typo_is_a_guess(string name, string typed, bool isGuess) =>
        Assert.Equal(isGuess, NameMatch.IsGuess(name, typed));
}
