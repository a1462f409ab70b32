using IiqBot.Core.Durability;
using IiqBot.Core.Features.Deliveries;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Features;

/// <summary>What administrators see about the health of the bot.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task If_everything_works_the_status_says_so_in_words_and_colour()
    {
        var answer = await AskAsync(
            new("incident-iq", PartCondition.Works, null),
            new("storage", PartCondition.Works, null),
            new("teams", PartCondition.Works, null)
        );

        Assert.Equal(Texts.StatusWell, answer.Notice());
        Assert.Equal([Texts.PartIncidentIq, Texts.PartStorage, "Teams"], answer.Rows().Select(row => row.Title));
        Assert.All(answer.Rows(), row => Assert.Equal(new Badge(Texts.PartWorks, Tone.Good), Assert.Single(row.Marks)));
        Assert.True(answer.IsPrivate());
    }

    [Fact]
    public async Task Failing_parts_are_listed_first_with_a_code_and_a_next_step()
    {
        var answer = await AskAsync(
            new("incident-iq", PartCondition.Fails, "TokenRefused"),
            new("slack", PartCondition.Limited, "TokenRevoked"),
            new("storage", PartCondition.Works, null)
        );

        Assert.Equal(Texts.StatusTrouble.With("Incident IQ, Slack"), answer.Notice());
        Assert.Equal(answer.Notice(), answer.Card().Summary);
        Assert.Equal(
            [
                (
                    Texts.PartIncidentIq,
                    $"{Texts.NextTokenRefused.With(Texts.PartIncidentIq)} (TokenRefused)",
                    new Badge(Texts.PartFails, Tone.Attention)
                ),
                ("Slack", $"{Texts.NextTokenRevoked.With("Slack")} (TokenRevoked)", new Badge(Texts.PartLimited, Tone.Warning)),
                (Texts.PartStorage, null, new Badge(Texts.PartWorks, Tone.Good)),
            ],
            answer.Rows().Select(row => (row.Title, row.Detail, Assert.Single(row.Marks)))
        );
    }

    [Theory]
    [InlineData("SomethingNew", "SomethingNew")]
    [InlineData(null, "The check itself failed or took too long; the log says why.")]
    public async Task An_unknown_code_is_shown_as_it_is(string? word, string shown)
    {
        var answer = await AskAsync(new PartState("mail", PartCondition.Limited, word));

        Assert.Equal(("Mail", shown), (Assert.Single(answer.Rows()).Title, Assert.Single(answer.Rows()).Detail));
    }

    [Fact]
    public async Task The_status_has_buttons_for_dead_deliveries_and_help()
    {
        var answer = await AskAsync(new PartState("teams", PartCondition.Works, null));

        Assert.Equal(Verbs.ShowDead, answer.Button(Texts.ActionShowDead).Verb);
        Assert.Equal(Verbs.Help, answer.Button(Texts.ActionHelp).Verb);
    }

    [Fact]
    public async Task Only_administrators_get_the_status_and_others_cause_no_checks()
    {
        var readiness = new Mock<IReadiness>(MockBehavior.Strict);
        await using var district = new Scenario(services => services.AddSingleton(readiness.Object));

        foreach (var person in (User[])[TestDistrict.Requester, TestDistrict.Technician])
        {
            var answer = await district.ChatOf(person).Types("status");
            Assert.Equal(Texts.RefusedNotAdministrator, answer.Notice());
            Assert.True(answer.IsPrivate());
        }
    }

    private static async Task<BotResponse> AskAsync(params PartState[] parts)
    {
        var readiness = new Mock<IReadiness>();
        readiness.Setup(all => all.PartsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(parts);
        await using var district = new Scenario(services => services.AddSingleton(readiness.Object));
        return await district.ChannelWith(TestDistrict.Administrator).Types("status");
    }
}
