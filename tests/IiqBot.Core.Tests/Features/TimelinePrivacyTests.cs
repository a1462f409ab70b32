using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq.Activities;

namespace IiqBot.Core.Tests.Features;

/// <summary>What technicians write for technicians reaches nobody else, whichever way the timeline is read.</summary>
public sealed class TimelinePrivacyTests : DistrictTest
{
    private const string Secret = "SECRETCLOSE child protection";

    public static TheoryData<string> EveryVerb => [.. CoreRoutes.Registrations.Select(registration => registration.Route.Verb)];

    public static TheoryData<ActivityKind> HumanKinds =>
        [
            ActivityKind.Comment,
            ActivityKind.Closed,
            ActivityKind.Action,
            ActivityKind.Attachment,
            ActivityKind.Other,
            ActivityKind.Rule,
            ActivityKind.Revision,
        ];

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task No_verb_shows_a_requester_or_follower_what_is_for_technicians(string verb)
    {
        foreach (var person in (IncidentIq.Lookups.User[])[TestDistrict.Requester, TestDistrict.Follower])
        {
            foreach (var scope in Enum.GetValues<ConversationScope>())
            {
                await using var district = new Scenario();
                var seen = SomebodyWrites(district, isClosed: true);
                var everything = await Presses(district.In(scope, person), verb, seen);

                Assert.DoesNotContain(Secret, everything, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task No_verb_shows_words_of_the_timeline_in_a_shared_conversation(string verb)
    {
        foreach (var scope in Enum.GetValues<ConversationScope>().Where(scope => scope != ConversationScope.OneToOne))
        {
            await using var district = new Scenario();
            var seen = SomebodyWrites(district, isClosed: false);

            Assert.DoesNotContain(
                Secret,
                await Presses(district.In(scope, TestDistrict.Technician), verb, seen, onlyShared: true),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(Verbs.ReopenTicket)]
    [InlineData(Verbs.CancelTicket)]
    public async Task A_technician_sees_what_changed_and_a_requester_only_that_it_changed(string verb)
    {
        var seen = SomebodyWrites(District, isClosed: true, ActivityKind.Closed);

        Assert.Contains(Secret, await Presses(District.ChatOf(TestDistrict.Technician), verb, seen), StringComparison.Ordinal);
        Assert.Contains(
            Texts.ChangedBy.With(TestDistrict.Colleague.Name, Texts.ChangedSomething),
            await Presses(District.ChatOf(TestDistrict.Requester), verb, seen),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(HumanKinds))]
    public async Task Timeline_texts_of_every_kind_are_for_technicians_unless_public(ActivityKind kind)
    {
        SomebodyWrites(District, isClosed: false, kind);

        Assert.DoesNotContain(await ReadBy(TestDistrict.Requester), entry => entry.Words.Length > 0);
        Assert.Equal(Secret, Assert.Single(await ReadBy(TestDistrict.Technician)).Words);

        Site.Timeline[0] = (Site.Timeline[0].Ticket, Site.Timeline[0].Activity with { IsPublic = true });
        Assert.Equal(Secret, Assert.Single(await ReadBy(TestDistrict.Requester)).Words);
    }

    [Theory]
    [InlineData(ActivityKind.Comment)]
    [InlineData(ActivityKind.Action)]
    [InlineData(ActivityKind.Attachment)]
    [InlineData(ActivityKind.Other)]
    public async Task The_existence_of_a_private_note_is_not_shown_either(ActivityKind kind)
    {
        SomebodyWrites(District, isClosed: false, kind);

        Assert.Empty(await ReadBy(TestDistrict.Requester));
    }

    private async Task<IReadOnlyList<TimelineEntry>> ReadBy(IncidentIq.Lookups.User person)
    {
        var turn = new Turn(
            new()
            {
                Id = "read",
                Kind = RequestKind.Message,
                Actor = new("test", "tenant", person.Email!),
                Conversation = new("test", "tenant", "conversation", ConversationScope.OneToOne),
            },
            new(person)
        );
        var rights = TicketRights.Of(turn.Person, Site.Laptop, isOneToOne: true, [Site.Laptop.ProductId!.Value]);
        return await new TicketTimeline(Site.Activities.Object, Site.Lookups.Object).ReadAsync(
            turn,
            new(Site.Laptop, rights),
            TestContext.Current.CancellationToken
        );
    }

    // As an agent does in Incident IQ itself, after the card was drawn.
    private static Arguments SomebodyWrites(Scenario district, bool isClosed, params ActivityKind[] kinds)
    {
        var seen = TicketArguments.For(district.Site.Laptop);
        district.Time.Advance(TimeSpan.FromMinutes(1));
        var after = isClosed
            ? district.Site.Laptop with
            {
                Step = TestDistrict.Resolved,
                IsClosed = true,
            }
            : district.Site.Laptop with
            {
                IsUrgent = true,
            };
        foreach (
            var kind in kinds.Length > 0 ? kinds : Enum.GetValues<ActivityKind>().Except([ActivityKind.StatusChange, ActivityKind.Created])
        )
            district.Site.Changes(after, TestDistrict.Colleague, Secret, kind);
        return seen;
    }

    // Presses the button and submits the form that opens.
    private static async Task<string> Presses(Conversation chat, string verb, Arguments arguments, bool onlyShared = false)
    {
        var answers = new List<BotResponse> { await chat.Presses(verb, arguments) };
        if (answers[0] is BotResponse.OpenForm { Form: var form })
            answers.Add(await chat.Sends(form, ("text", "It works."), ("note", "It works."), ("seen", arguments["seen"]!)));
        return string.Join('\n', answers.Where(answer => !onlyShared || !answer.IsPrivate()).Select(answer => answer.Said()));
    }
}
