using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Tests.Dispatch;

public sealed class AccessTests : DistrictTest
{
    [Theory]
    [InlineData("take 39181")]
    [InlineData("move 39181 to waiting")]
    [InlineData("note 39181 secret")]
    [InlineData("open tickets")]
    [InlineData("assigned to me")]
    public async Task A_requester_is_refused_technicians_commands_even_on_their_own_ticket(string line)
    {
        var answer = await District.ChannelWith(TestDistrict.Requester).Types(line);

        Assert.Equal(line.Contains("39181", StringComparison.Ordinal) ? Texts.RefusedNotAgent : Texts.RefusedNotAgentHere, answer.Notice());
        Assert.True(answer.IsPrivate());
        Assert.Equal(0, Site.Calls);
    }

    [Theory]
    [InlineData("show 39181")]
    [InlineData("comment 39181 hello")]
    [InlineData("cancel 39181")]
    [InlineData("reopen 39181")]
    [InlineData("history 39181")]
    public async Task A_hidden_ticket_is_answered_like_a_missing_one(string line)
    {
        var stranger = District.ChatOf(TestDistrict.Stranger);

        var hidden = await stranger.Types(line);
        var missing = await stranger.Types(line.Replace("39181", "99999", StringComparison.Ordinal));

        Assert.Equal(missing.Everything(), hidden.Everything());
        Assert.Equal(Texts.TicketNotFoundTitle, hidden.Card().Title);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task A_button_forged_with_the_id_of_a_hidden_ticket_does_nothing()
    {
        var forged = TicketArguments.For(Site.Laptop);

        foreach (
            var verb in CoreRoutes
                .Registry.Routes.Select(route => route.Verb)
                .Where(verb => verb.StartsWith("ticket.", StringComparison.Ordinal))
        )
        {
            await District.ChatOf(TestDistrict.Stranger).Presses(verb, forged.With("text", "x").With("visibility", "private"));
            var answer = await District
                .ChatOf(TestDistrict.Stranger)
                .Sends(verb, forged.With("text", "x").With("step", TestDistrict.Waiting.Id));
            answer.AssertShowsMinimum();
        }

        Assert.Equal(TestDistrict.Laptop, Site.Laptop);
        Assert.Empty(Site.Comments);
    }

    [Fact]
    public async Task An_unknown_button_of_a_ticket_shows_the_current_ticket()
    {
        var answer = await District.ChannelWith(TestDistrict.Technician).Presses("ticket.levitate", TicketArguments.For(Site.Laptop));

        Assert.IsType<BotResponse.ReplaceCard>(answer);
        Assert.Equal(Texts.UnknownVerbFreshCard, answer.Notice());
        Assert.Equal(TestDistrict.Laptop.Id, answer.Card().Ticket?.TicketId);
        answer.AssertShowsMinimum();
    }

    [Fact]
    public async Task An_unknown_button_of_a_ticket_shows_nothing_to_a_stranger() =>
        Assert.Equal(
            Texts.TicketNotFoundTitle,
            (await District.ChatOf(TestDistrict.Stranger).Presses("ticket.levitate", TicketArguments.For(Site.Laptop))).Card().Title
        );

    [Fact]
    public async Task An_unknown_button_without_a_ticket_offers_help()
    {
        var answer = await District.ChannelWith(TestDistrict.Technician).Presses("moon.walk", Arguments.None);

        Assert.Equal(Texts.UnknownVerb, answer.Card().Summary);
        Assert.Contains(Texts.ActionHelp, answer.Labels());
        Assert.True(answer.IsPrivate());
    }

    [Fact]
    public async Task An_unknown_event_is_not_answered() =>
        Assert.IsType<BotResponse.Silent>(await District.ChatOf(TestDistrict.Technician).Raises("conversation.exploded"));

    [Fact]
    public async Task A_misspelled_line_offers_the_likely_command()
    {
        var answer = await District.ChatOf(TestDistrict.Requester).Types("my tikets");

        Assert.Equal(Texts.UnknownLineDidYouMean.With(Texts.ActionMyTickets), answer.Card().Summary);
        Assert.Equal(Verbs.MyTickets, answer.Card().Actions.OfType<CardAction.Press>().First().Verb);
    }

    [Theory]
    [InlineData("hello, the printer is out of toner")]
    [InlineData("error message on the projector in 204")]
    [InlineData("take a look at the printer in the office")]
    public async Task A_report_that_begins_like_a_command_can_be_filed_unchanged(string line)
    {
        var chat = District.ChatOf(TestDistrict.Requester);

        var file = (await chat.Types(line)).Button(Texts.ActionFileThis);

        Assert.Equal(line, (await chat.Presses(file)).OpenedForm().Fields.OfType<Field.Text>().Single().Value);
    }

    [Fact]
    public async Task Help_lists_what_the_asker_may_do_and_nothing_else()
    {
        var (requester, technician, administrator) = (
            await HelpFor(TestDistrict.Requester),
            await HelpFor(TestDistrict.Technician),
            await HelpFor(TestDistrict.Administrator)
        );

        Assert.Null(requester.FactOf(Texts.UsageTake));
        Assert.NotNull(requester.FactOf(Texts.UsageFile));
        Assert.NotNull(technician.FactOf(Texts.UsageTake));
        Assert.Null(technician.FactOf(Texts.UsageFailure));
        Assert.NotNull(administrator.FactOf(Texts.UsageFailure));
        Assert.DoesNotContain(Texts.ActionOpenTickets, requester.Labels());
        Assert.Contains(Texts.ActionOpenTickets, technician.Labels());

        Task<BotResponse> HelpFor(IncidentIq.Lookups.User person) => District.ChatOf(person).Types("help");
    }

    [Fact]
    public async Task A_guest_gets_help_without_technicians_commands()
    {
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson("tess@maplewood.example", "Tess", IsGuest: true));

        var answer = await District.ChatOf(TestDistrict.Technician).Types("help");

        Assert.Null(answer.FactOf(Texts.UsageTake));
    }

    [Fact]
    public async Task A_welcome_names_the_person_only_in_their_personal_chat()
    {
        var own = await District.ChatOf(TestDistrict.Requester).Raises(Verbs.Welcome);
        var channel = await District.ChannelWith(TestDistrict.Requester).Raises(Verbs.Welcome);

        Assert.Contains(TestDistrict.Requester.Name, own.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestDistrict.Requester.Name, channel.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_welcome_in_a_personal_chat_never_asks_for_a_mention()
    {
        District.Directory.Find = (_, _) => throw new PersonDirectoryException("members: 503");

        var own = await District.ChatOf(TestDistrict.Requester).Raises(Verbs.Welcome);

        Assert.Contains(Texts.WelcomeOne, own.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("mention me", own.Everything(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_the_made_up_district_welcome_and_help_wait_for_the_persons_lookup()
    {
        await using var district = new Scenario(services => services.Configure<BotOptions>(options => options.ForMadeUpDistrict()));
        foreach (var ask in (Func<Task<BotResponse>>[])[() => Chat().Raises(Verbs.Welcome), () => Chat().Types("help")])
        {
            var (isAsked, isFound) = (new TaskCompletionSource(), new TaskCompletionSource());
            district.Directory.Find = async (_, _) =>
            {
                isAsked.TrySetResult();
                await isFound.Task;
                return new PlatformPerson(TestDistrict.Technician.Email, "Tess", IsGuest: false);
            };
            district.Time.Advance(TimeSpan.FromMinutes(6)); // the cached people are forgotten
            var answer = ask();
            await isAsked.Task;
            district.Time.Advance(TimeSpan.FromSeconds(4)); // as a cold start may take
            isFound.SetResult();

            Assert.Contains(Texts.ActionOpenTickets, (await answer).Labels());
        }

        Conversation Chat() => district.ChatOf(TestDistrict.Technician);
    }

    [Theory]
    [InlineData("tess@maplewood.example", true, false)]
    [InlineData("nobody@maplewood.example", false, false)]
    [InlineData("tess@maplewood.example", false, true)]
    public async Task Choices_are_offered_only_to_people_who_may_use_the_bot(string email, bool isGuest, bool areOffered)
    {
        District.Directory.Find = (_, _) => Task.FromResult(new PlatformPerson(email, "Tess", isGuest));

        var choices = await District.ChatOf(TestDistrict.Technician).TypesAhead("issues", "proj");

        Assert.Equal(areOffered, choices.Count > 0);
    }

    [Fact]
    public async Task Rooms_follow_the_location_chosen_in_the_form()
    {
        var chat = District.ChatOf(TestDistrict.Requester);

        Assert.Equal([TestDistrict.Room204.Name], (await chat.TypesAhead("rooms", "")).Select(option => option.Label));
        Assert.Equal(
            [TestDistrict.OakRoom.Name],
            (await chat.TypesAhead("rooms", "", Arguments.Of("location", TestDistrict.Oak.Id.ToString()))).Select(option => option.Label)
        );
        Assert.Equal([TestDistrict.Oak.Name], (await chat.TypesAhead("locations", "oak")).Select(option => option.Label));
        Assert.Empty(await chat.TypesAhead("unicorns", ""));
    }
}
