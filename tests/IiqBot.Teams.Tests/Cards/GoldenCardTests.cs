using IiqBot.Core.Model;

namespace IiqBot.Teams.Tests.Cards;

public sealed class GoldenCardTests
{
    private static readonly Dictionary<string, Func<Drawn>> Samples = new(StringComparer.Ordinal)
    {
        ["ticket-technician"] = () => Drawn.Of(SampleCards.TechnicianTicket),
        ["ticket-channel"] = () => Drawn.Of(SampleCards.ChannelTicket),
        ["ticket-history"] = () => Drawn.Of(SampleCards.History),
        ["list"] = () => Drawn.Of(SampleCards.List),
        ["help"] = () => Drawn.Of(SampleCards.Help),
        ["failure"] = () => Drawn.Of(SampleCards.Failure),
        ["form-file"] = () => Drawn.Of(SampleForms.File),
        ["form-file-errors"] = () => Drawn.Of(SampleForms.FileWithErrors),
        ["form-comment"] = () => Drawn.Of(SampleForms.Comment),
        ["form-resolve"] = () => Drawn.Of(SampleForms.Resolve),
        ["notice"] = () =>
            Drawn.Notice(
                "Sent",
                "Your comment is on ticket 39181.",
                [new CardAction.Press("Show the ticket", "ticket.show", Arguments.Of("number", "39181"))]
            ),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_card_is_drawn_like_its_golden_file(string name) => Golden.Verify(name, Samples[name]().Root);

    [Theory, MemberData(nameof(Names))]
    public void A_card_keeps_the_rules(string name) => Assert.Empty(CardRules.Broken(Samples[name]()));

    [Theory, MemberData(nameof(Names))]
    public async Task A_card_is_valid_against_the_schema(string name) => Assert.Empty(await CardSchema.ErrorsAsync(Samples[name]().Root));

    [Fact]
    public void Every_golden_file_belongs_to_a_card() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Golden.Folder, "*.json")
                .Select(Path.GetFileNameWithoutExtension)
                .Except(Samples.Keys, StringComparer.Ordinal)
        );

    [Fact]
    public async Task The_schema_rejects_a_wrong_card()
    {
        using var wrong = System.Text.Json.JsonDocument.Parse(
            """{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Container","items":[],"style":"pink"}]}"""
        );
        Assert.NotEmpty(await CardSchema.ErrorsAsync(wrong.RootElement));
    }
}
