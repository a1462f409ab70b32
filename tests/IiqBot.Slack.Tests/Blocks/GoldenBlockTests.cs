using IiqBot.Teams.Tests.Cards;

namespace IiqBot.Slack.Tests.Blocks;

public sealed class GoldenBlockTests
{
    private static readonly Dictionary<string, Func<Drawn>> Samples = new(StringComparer.Ordinal)
    {
        ["ticket-technician"] = () => Drawn.Message(SampleCards.TechnicianTicket),
        ["ticket-channel"] = () => Drawn.Message(SampleCards.ChannelTicket),
        ["ticket-history"] = () => Drawn.Message(SampleCards.History),
        ["list"] = () => Drawn.Message(SampleCards.List),
        ["help"] = () => Drawn.Message(SampleCards.Help),
        ["failure"] = () => Drawn.Message(SampleCards.Failure),
        ["view-ticket"] = () => Drawn.CardView(SampleCards.TechnicianTicket),
        ["home"] = () => Drawn.Home(SampleCards.List),
        ["form-file"] = () => Drawn.Of(SampleForms.File),
        ["form-file-errors"] = () => Drawn.Of(SampleForms.FileWithErrors),
        ["form-comment"] = () => Drawn.Of(SampleForms.Comment),
        ["form-resolve"] = () => Drawn.Of(SampleForms.Resolve),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_sample_is_drawn_like_its_golden_file(string name) => Golden.Verify(name, Samples[name]().Root);

    [Theory, MemberData(nameof(Names))]
    public void A_sample_keeps_Slacks_rules(string name) => Assert.Empty(Samples[name]().Broken);

    [Fact]
    public void Every_golden_file_belongs_to_a_sample() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Golden.Folder, "*.json")
                .Select(Path.GetFileNameWithoutExtension)
                .Except(Samples.Keys, StringComparer.Ordinal)
        );
}
