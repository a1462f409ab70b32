using IiqBot.Core.Durability;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace IiqBot.Core.Tests.Features;

/// <summary>What platforms raise themselves: the home page, a ticket made from a message, and the preview of a link.</summary>
public sealed class PlatformPlacesTests : DistrictTest
{
    private const string Link = "https://maplewood.incidentiq.com/agent/tickets/";

    [Fact]
    public async Task A_requesters_home_shows_their_open_tickets_and_a_button_to_file()
    {
        var home = await District.ChatOf(TestDistrict.Requester).Raises(Verbs.Home);

        Assert.True(home.IsPrivate());
        Assert.Contains(
            home.Rows(),
            row => row.Title.Contains(Site.Laptop.Number, StringComparison.Ordinal) && row.Open?.Verb == Verbs.ShowTicket
        );
        Assert.Contains(home.Card().Actions, action => action is CardAction.Press { Verb: Verbs.FileTicket });
        Assert.DoesNotContain(
            home.Card().Body,
            part => part is CardElement.Paragraph { Text: var text } && text.StartsWith(Texts.ListAssigned, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Home_greets_a_person_the_first_time_and_links_to_their_settings()
    {
        var chat = District.ChatOf(TestDistrict.Requester);

        var first = await chat.Presses(Verbs.Home, Arguments.Of(ArgumentNames.HomeFirst, "true"));

        Assert.Contains(Texts.WelcomePerson.With(TestDistrict.Requester.Name), first.Notices());
        Assert.Empty((await chat.Raises(Verbs.Home)).Notices());
        Assert.Equal(Texts.SettingsTitle, (await chat.Presses(first.Button(Texts.ActionSettings))).Card().Title);
        Assert.DoesNotContain(Texts.ActionMyAccount, first.Labels());
    }

    [Fact]
    public async Task The_filing_form_shows_filing_while_it_works() =>
        Assert.Equal("Filing…", (await District.ChatOf(TestDistrict.Requester).Types("new")).OpenedForm().Working);

    [Fact]
    public async Task A_technicians_home_also_shows_their_assigned_tickets()
    {
        var home = await District.ChatOf(TestDistrict.Technician).Raises(Verbs.Home);

        Assert.Contains(
            home.Card().Body,
            part =>
                part is CardElement.Paragraph { Text: var text }
                && (text.StartsWith(Texts.ListAssigned, StringComparison.Ordinal) || text == Texts.ListAssignedNone)
        );
    }

    [Fact]
    public async Task A_message_becomes_a_filled_form_for_its_author()
    {
        var arguments = Arguments
            .Of(ArgumentNames.Text, "The projector hums")
            .With(ArgumentNames.MessageLink, "https://chat.example/m/1")
            .With(ArgumentNames.MessageAuthor, TestDistrict.Requester.Email!)
            .With(ArgumentNames.MessageFileNames, "hum.mp3");

        var form = (await District.ChatOf(TestDistrict.Technician).Raises(Verbs.FileFromMessage, arguments)).OpenedForm();

        var description = Assert.IsType<Field.Text>(form.Fields[^1]).Value!;
        Assert.Contains("The projector hums", description, StringComparison.Ordinal);
        Assert.Contains("https://chat.example/m/1", description, StringComparison.Ordinal);
        Assert.Contains("hum.mp3", description, StringComparison.Ordinal);
        Assert.Equal($"{TestDistrict.Requester.Id}", RequesterOf(form)!.Value);
        Assert.Contains(TestDistrict.Requester.Name, form.Introduction, StringComparison.Ordinal);
    }

    // docs/architecture.md, "Who may do what".
    [Theory]
    [InlineData(UserRole.Faculty, true)]
    [InlineData(UserRole.Staff, true)]
    [InlineData(UserRole.Agent, true)]
    [InlineData(UserRole.Administrator, true)]
    [InlineData(UserRole.Other, false)]
    [InlineData(UserRole.Student, false)]
    [InlineData(UserRole.Parent, false)]
    public async Task Only_staff_roles_file_a_message_for_its_author(UserRole role, bool may)
    {
        await using var district = LettingIn(role);
        var chat = district.ChatOf(TestDistrict.Stranger);
        var form = (await chat.Raises(Verbs.FileFromMessage, Written)).OpenedForm();
        Assert.Equal(
            may ? [TestDistrict.Requester.Name, Texts.AssigneeYou.With(TestDistrict.Stranger.Name)] : null,
            RequesterOf(form)?.Options.Select(option => option.Label)
        );
        var (author, asker) = (TestDistrict.Requester.Id, TestDistrict.Stranger.Id);

        var filed = await chat.Sends(form, ("issue", $"{TestDistrict.Cracked.Id}"), ("location", $"{TestDistrict.High.Id}"));

        Assert.Equal(
            (may ? author : asker, asker),
            (district.Site[filed.Card().Ticket!.TicketId].Requester!.Id, district.Site[filed.Card().Ticket!.TicketId].Owner!.Id)
        );
    }

    [Fact]
    public async Task A_ticket_for_a_messages_author_names_them_and_redraws_their_home()
    {
        var homes = new Homes();
        await using var district = new Scenario(services => services.AddSingleton<IHomePages>(homes));
        await district.ChatOf(TestDistrict.Requester).Raises(Verbs.Home);
        var chat = district.ChatOf(TestDistrict.Technician);
        var form = (await chat.Raises(Verbs.FileFromMessage, Written)).OpenedForm();

        var filed = await chat.Sends(form, ("issue", $"{TestDistrict.Cracked.Id}"));

        Assert.Equal(TestDistrict.Requester.Name, filed.FactOf(Texts.FactRequester));
        Assert.Equal([TestDistrict.Requester.Email], homes.Redrawn);
    }

    [Fact]
    public async Task A_filing_finished_later_does_not_claim_to_be_for_the_asker()
    {
        Site.Tickets.SetupSequence(t =>
                t.SetOwnerAndRequesterAsync(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.NotPermitted, "POST owner"))
            .Returns(Task.CompletedTask);
        var chat = District.ChatOf(TestDistrict.Technician);
        var form = (await chat.Raises(Verbs.FileFromMessage, Written)).OpenedForm();
        var unfinished = await chat.Sends(form, ("issue", $"{TestDistrict.Cracked.Id}"));

        var finished = await chat.Presses(unfinished.Button(Texts.ActionFinishFiling));

        Assert.Equal(TestDistrict.Requester.Name, unfinished.FactOf(Texts.FactRequester));
        Assert.Null(finished.FactOf(Texts.FactRequester));
    }

    // A student, a colleague, an administrator, an account without access, an unknown id: nothing shows the difference.
    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_author_is_refused(UserRole role, string author, string requester)
    {
        await using var district = LettingIn(role);
        var chat = district.ChatOf(TestDistrict.Stranger);
        var form = (await chat.Types("new")).OpenedForm();
        var forged = Conversation
            .Filled(form, ("issue", $"{TestDistrict.Cracked.Id}"), ("location", $"{TestDistrict.High.Id}"), ("description", "It hums"))
            .With("requester", requester)
            .With("author", author)
            .With("authorName", "Anybody")
            .With("requesterName", "Anybody");

        var again = (await chat.Sends(form.Verb, forged)).FormAgain();

        Assert.Equal(Texts.FileForUnknown, again.Errors[Form.Whole]);
        Assert.Null(RequesterOf(again));
        Assert.Empty(district.Site.Created);
        await chat.Sends(again);
        Assert.Equal(TestDistrict.Stranger.Id, Assert.Single(district.Site.Created).RequesterId);
    }

    public static TheoryData<UserRole, string, string> Forged
    {
        get
        {
            var rows = new TheoryData<UserRole, string, string>();
            foreach (var role in (UserRole[])[UserRole.Staff, UserRole.Faculty, UserRole.Agent, UserRole.Administrator, UserRole.Student])
            {
                foreach (var id in (string[])[$"{TestDistrict.Requester.Id}", $"{TestDistrict.Administrator.Id}", $"{Guid.NewGuid()}"])
                    rows.Add(role, id, id);
            }

            return rows;
        }
    }

    [Fact]
    public async Task A_button_cannot_name_an_author_or_show_their_usual_place()
    {
        await District
            .Get<IPersonalSettings>()
            .SaveAsync(
                TestDistrict.Requester.Id,
                new(TestDistrict.Oak.Id, TestDistrict.OakRoom.Id),
                TestDistrict.Now,
                TestContext.Current.CancellationToken
            );

        var form = (await District.ChatOf(TestDistrict.Stranger).Presses(Verbs.FileFromMessage, Written)).OpenedForm();

        Assert.Null(RequesterOf(form));
        Assert.Null(form.Introduction);
        Assert.Null(form.Fields.OfType<Field.Search>().Single(field => field.Id == "room").Selected);
        Assert.DoesNotContain(TestDistrict.Requester.Name, new BotResponse.OpenForm(form).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forms_author_is_valid_only_for_its_person_and_for_a_week()
    {
        var form = (await District.ChatOf(TestDistrict.Technician).Raises(Verbs.FileFromMessage, Written)).OpenedForm();
        var answers = Conversation.Filled(form, ("issue", $"{TestDistrict.Cracked.Id}"));

        (await District.ChatOf(TestDistrict.Colleague).Sends(form.Verb, answers)).FormAgain();
        District.Time.Advance(TimeSpan.FromDays(8));
        (await District.ChatOf(TestDistrict.Technician).Sends(form.Verb, answers)).FormAgain();

        Assert.Empty(Site.Created);
    }

    [Fact]
    public async Task A_retried_message_form_is_still_for_the_author()
    {
        var chat = District.ChatOf(TestDistrict.Technician);
        Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "GET issues"));
        var failed = await chat.Raises(Verbs.FileFromMessage, Written);
        Site.Lookups.Setup(l => l.IssuesAsync(It.IsAny<CancellationToken>())).ReturnsAsync([TestDistrict.Cracked]);

        var form = (await chat.Presses(failed.Button(Texts.ActionTryAgain))).OpenedForm();

        Assert.Equal($"{TestDistrict.Requester.Id}", RequesterOf(form)!.Value);
    }

    [Fact]
    public async Task A_person_filing_a_message_can_choose_themselves_as_requester()
    {
        var chat = District.ChatOf(TestDistrict.Stranger);
        var form = (await chat.Raises(Verbs.FileFromMessage, Written)).OpenedForm();

        var filed = await chat.Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()), ("requester", $"{TestDistrict.Stranger.Id}"));

        Assert.Equal(TestDistrict.Stranger.Id, Site[filed.Card().Ticket!.TicketId].Requester!.Id);
    }

    [Fact]
    public async Task A_redrawn_form_still_says_whom_the_ticket_is_for()
    {
        var arguments = Arguments.Of(ArgumentNames.Text, "It hums").With(ArgumentNames.MessageAuthor, TestDistrict.Requester.Email!);
        var form = (await District.ChatOf(TestDistrict.Technician).Raises(Verbs.FileFromMessage, arguments)).OpenedForm();

        var again = (await District.ChatOf(TestDistrict.Technician).Presses(Verbs.FileTicket, form.Hidden)).OpenedForm();

        Assert.Equal(form.Introduction, again.Introduction);
        Assert.Equal($"{TestDistrict.Requester.Id}", RequesterOf(again)!.Value);
        var own = (
            await District
                .ChatOf(TestDistrict.Technician)
                .Presses(Verbs.FileTicket, form.Hidden.With("requester", TestDistrict.Technician.Id))
        ).OpenedForm();
        Assert.Equal($"{TestDistrict.Technician.Id}", RequesterOf(own)!.Value);
        await using var district = LettingIn(UserRole.Student);
        Assert.Null((await district.ChatOf(TestDistrict.Stranger).Presses(Verbs.FileTicket, form.Hidden)).OpenedForm().Introduction);
    }

    [Fact]
    public async Task A_long_message_is_shortened_to_keep_its_link_and_file_names()
    {
        var arguments = Arguments
            .Of(ArgumentNames.Text, "First words. " + string.Concat(Enumerable.Repeat("🧯 middle ", 700)) + "Last words.")
            .With(ArgumentNames.MessageLink, "https://chat.example/m/1")
            .With(ArgumentNames.MessageFileNames, string.Concat(Enumerable.Repeat("hum.mp3, ", 300)) + "last.png");

        var form = (await District.ChatOf(TestDistrict.Technician).Raises(Verbs.FileFromMessage, arguments)).OpenedForm();

        var description = Assert.IsType<Field.Text>(form.Fields[^1]).Value!;
        Assert.InRange(description.Length, 2900, 3000);
        Assert.StartsWith("First words.", description, StringComparison.Ordinal);
        foreach (var kept in new[] { "Last words.", "https://chat.example/m/1", "last.png" })
            Assert.Contains(kept, description, StringComparison.Ordinal);
        Assert.True(description.IsNormalized());
    }

    [Theory]
    [InlineData("nobody@elsewhere.example")]
    [InlineData(null)]
    public async Task An_unknown_author_is_not_the_requester(string? author)
    {
        var arguments = Arguments.Of(ArgumentNames.Text, "It hums").With(ArgumentNames.MessageAuthor, author);

        var form = (await District.ChatOf(TestDistrict.Technician).Raises(Verbs.FileFromMessage, arguments)).OpenedForm();

        Assert.Null(RequesterOf(form));
        Assert.Null(form.Introduction);
    }

    [Fact]
    public async Task A_preview_of_a_visible_ticket_shows_no_private_details()
    {
        var preview = await PreviewAsync(TestDistrict.Requester, Link + Site.Laptop.Id);

        Assert.Contains(Site.Laptop.Number, preview.Card().Title, StringComparison.Ordinal);
        preview.AssertShowsMinimum();
        Assert.Equal([Texts.ActionTake, Texts.ActionDetails], preview.Card().Actions.Select(action => action.Label));
    }

    [Fact]
    public async Task A_link_to_a_hidden_ticket_gets_no_preview()
    {
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Stranger, Link + Site.Laptop.Id));
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Requester, Link + Guid.NewGuid()));
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Requester, "https://maplewood.incidentiq.com/agent/home"));
    }

    private static Arguments Written { get; } =
        Arguments.Of(ArgumentNames.Text, "It hums").With(ArgumentNames.MessageAuthor, TestDistrict.Requester.Email!);

    private static Field.Choice? RequesterOf(Form form) =>
        form.Fields.OfType<Field.Choice>().SingleOrDefault(field => field.Id == "requester");

    private sealed class Homes : IHomePages
    {
        public List<string?> Redrawn { get; } = [];

        public void Redraw(Actor actor) => Redrawn.Add(actor.UserId);
    }

    // Sam Stranger has this role, and the bot allows it.
    private static Scenario LettingIn(UserRole role)
    {
        var district = new Scenario(services => services.Configure<BotOptions>(options => options.AlsoAllowedRoles.Add(role)));
        district.Site.Accounts.RemoveAll(account => account.Id == TestDistrict.Stranger.Id);
        district.Site.Accounts.Add(TestDistrict.Stranger with { Role = role });
        return district;
    }

    // Even one-to-one, because the platform shows a preview to everybody who sees the message.
    private Task<BotResponse> PreviewAsync(IncidentIq.Lookups.User person, string link) =>
        District.ChatOf(person).Presses(Verbs.PreviewTicket, Arguments.Of(ArgumentNames.PostedLink, link));
}
