using IiqBot.Core.Durability;
using IiqBot.Core.Features.Waiting;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Dispatch;

/// <summary>Nobody can overwrite a shared card with a forged request.</summary>
public sealed class ReplacementTests : DistrictTest
{
    public static TheoryData<string> EveryVerb => [.. CoreRoutes.Registrations.Select(registration => registration.Route.Verb)];

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task A_forged_press_never_replaces_a_shared_card_with_other_content(string verb)
    {
        var other = Site.Laptop with { Id = TestDistrict.Id(2), Number = "39182" };
        foreach (var person in TestDistrict.People)
        {
            await using var district = new Scenario();
            district.Site.Holds(other);
            var pressed = await SharedCardAsync(district);
            foreach (
                var forged in (Arguments[])
                    [Arguments.None, TicketArguments.For(other), Arguments.Of(ArgumentNames.WaitingRequest, $"{Guid.NewGuid()}")]
            )
            {
                var answer = await (pressed with { UserId = person.Email! }).Presses(verb, forged.With(ArgumentNames.InPlace, "true"));

                Assert.IsNotType<BotResponse.ReplaceCard>(answer);
            }
        }
    }

    [Theory]
    [InlineData("guest@elsewhere.example")]
    [InlineData("sam@maplewood.example")]
    public async Task A_failed_withdrawal_is_answered_privately(string who)
    {
        var answer = await (await SharedCardAsync(District) with { UserId = who }).Presses(
            Verbs.WithdrawWaiting,
            Arguments.Of(ArgumentNames.WaitingRequest, $"{Guid.NewGuid()}")
        );

        Assert.True(answer.IsPrivate());
        Assert.Contains(Texts.WithdrawTooLate, answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_on_a_tickets_own_shared_card_redraws_it_for_everybody()
    {
        var pressed = await SharedCardAsync(District);

        var answer = await pressed.Presses(Verbs.TakeTicket, TicketArguments.For(Site.Laptop));

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task A_ticket_that_became_sensitive_is_removed_from_its_shared_card()
    {
        var pressed = await SharedCardAsync(District);
        Site.Tickets.SetupSequence(t => t.GetAsync(Site.Laptop.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(Site.Laptop)
            .ReturnsAsync(Site.Laptop with { IsSensitive = true });

        var answer = await pressed.Presses(Verbs.TakeTicket, TicketArguments.For(Site.Laptop));

        Assert.Equal(Texts.TicketGoneTitle, Assert.IsType<BotResponse.ReplaceCard>(answer).Card.Title);
    }

    private static async Task<Conversation> SharedCardAsync(Scenario district)
    {
        var channel = district.ChannelWith(TestDistrict.Technician) with { MessageId = "shared" };
        await district
            .Get<IPostedCards>()
            .RememberAsync(
                new(
                    new(new("test", "tenant", "conversation", ConversationScope.Channel), "shared"),
                    district.Site.Laptop.Id,
                    TicketArguments.VersionOf(district.Site.Laptop),
                    new("test", "tenant", TestDistrict.Technician.Email!),
                    TestDistrict.Now
                ),
                TestContext.Current.CancellationToken
            );
        return channel;
    }
}
