using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Requests;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Features;

/// <summary>What platforms raise themselves: the home page, a ticket made of somebody's message, the preview of a link.</summary>
public sealed class PlatformPlacesTests : DistrictTest
{
    private const string Link = "https://maplewood.incidentiq.com/agent/tickets/";

    [Fact]
    public async Task A_requesters_home_shows_their_open_tickets_and_where_to_begin()
    {
        var home = await District.ChatOf(TestDistrict.Requester).Raises(ReservedVerbs.Home);

        Assert.True(home.IsPrivate());
        Assert.Contains(home.Rows(), row => row.Title.Contains(Site.Laptop.Number, StringComparison.Ordinal) && row.Open?.Verb == ShowTicket.Verb);
        Assert.Contains(home.Card().Actions, action => action is CardAction.Press { Verb: FileTicket.Verb });
        Assert.DoesNotContain(home.Card().Body, part => part is CardElement.Paragraph { Text: var text } && text.StartsWith(Texts.ListAssigned, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Home_greets_whoever_opens_it_for_the_first_time_and_leads_to_their_settings()
    {
        var chat = District.ChatOf(TestDistrict.Requester);

        var first = await chat.Presses(ReservedVerbs.Home, Arguments.Of(ReservedVerbs.HomeFirst, "true"));

        Assert.Contains(Texts.WelcomePerson.With(TestDistrict.Requester.Name), first.Notices());
        Assert.Empty((await chat.Raises(ReservedVerbs.Home)).Notices());
        Assert.Equal(Texts.SettingsTitle, (await chat.Presses(first.Button(Texts.ActionSettings))).Card().Title);
        Assert.DoesNotContain(Texts.ActionMyAccount, first.Labels());
    }

    [Fact]
    public async Task The_form_for_a_ticket_says_filing_while_it_files() =>
        Assert.Equal("Filing…", (await District.ChatOf(TestDistrict.Requester).Types("new")).OpenedForm().Working);

    [Fact]
    public async Task A_technicians_home_also_shows_what_is_assigned_to_them()
    {
        var home = await District.ChatOf(TestDistrict.Technician).Raises(ReservedVerbs.Home);

        Assert.Contains(home.Card().Body, part => part is CardElement.Paragraph { Text: var text } && (text.StartsWith(Texts.ListAssigned, StringComparison.Ordinal) || text == Texts.ListAssignedNone));
    }

    [Fact]
    public async Task A_message_becomes_a_filled_form_for_its_author()
    {
        var arguments = Arguments.Of(ReservedVerbs.MessageText, "The projector hums").With(ReservedVerbs.MessageLink, "https://chat.example/m/1")
            .With(ReservedVerbs.MessageAuthor, TestDistrict.Requester.Email!).With(ReservedVerbs.MessageFiles, "hum.mp3");

        var form = (await District.ChatOf(TestDistrict.Technician).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();

        var description = Assert.IsType<Forms.Field.Text>(form.Fields[^1]).Value!;
        Assert.Contains("The projector hums", description, StringComparison.Ordinal);
        Assert.Contains("https://chat.example/m/1", description, StringComparison.Ordinal);
        Assert.Contains("hum.mp3", description, StringComparison.Ordinal);
        Assert.Equal(TestDistrict.Requester.Id, form.Hidden.Id("requester"));
        Assert.Contains(TestDistrict.Requester.Name, form.Introduction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_technician_files_a_message_for_its_author_and_nobody_else_does()
    {
        var arguments = Arguments.Of(ReservedVerbs.MessageText, "It hums").With(ReservedVerbs.MessageAuthor, TestDistrict.Requester.Email!);
        var byStaff = (await District.ChatOf(TestDistrict.Stranger).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();
        Assert.Null(byStaff.Hidden.Id("requester"));
        var form = (await District.ChatOf(TestDistrict.Technician).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();

        var filed = await District.ChatOf(TestDistrict.Technician).Sends(form, ("issue", TestDistrict.Cracked.Id.ToString()));

        var ticket = Site[filed.Card().Ticket!.TicketId];
        Assert.Equal((TestDistrict.Requester.Id, TestDistrict.Technician.Id), (ticket.Requester!.Id, ticket.Owner!.Id));
    }

    [Fact]
    public async Task A_form_that_is_drawn_again_still_says_for_whom_the_ticket_will_be()
    {
        var arguments = Arguments.Of(ReservedVerbs.MessageText, "It hums").With(ReservedVerbs.MessageAuthor, TestDistrict.Requester.Email!);
        var form = (await District.ChatOf(TestDistrict.Technician).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();

        var again = (await District.ChatOf(TestDistrict.Technician).Presses(FileTicket.Verb, form.Hidden)).OpenedForm();

        Assert.Equal(form.Introduction, again.Introduction);
        Assert.Null((await District.ChatOf(TestDistrict.Stranger).Presses(FileTicket.Verb, form.Hidden)).OpenedForm().Introduction);
    }

    [Fact]
    public async Task A_long_message_gives_way_to_its_link_and_the_names_of_its_files()
    {
        var arguments = Arguments.Of(ReservedVerbs.MessageText, "First words. " + string.Concat(Enumerable.Repeat("🧯 middle ", 700)) + "Last words.")
            .With(ReservedVerbs.MessageLink, "https://chat.example/m/1").With(ReservedVerbs.MessageFiles, string.Concat(Enumerable.Repeat("hum.mp3, ", 300)) + "last.png");

        var form = (await District.ChatOf(TestDistrict.Technician).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();

        var description = Assert.IsType<Forms.Field.Text>(form.Fields[^1]).Value!;
        Assert.InRange(description.Length, 2900, 3000);
        Assert.StartsWith("First words.", description, StringComparison.Ordinal);
        foreach (var kept in new[] { "Last words.", "https://chat.example/m/1", "last.png" }) Assert.Contains(kept, description, StringComparison.Ordinal);
        Assert.True(description.IsNormalized());
    }

    [Theory]
    [InlineData("nobody@elsewhere.example")]
    [InlineData(null)]
    public async Task An_author_whom_nobody_knows_is_not_filed_for(string? author)
    {
        var arguments = Arguments.Of(ReservedVerbs.MessageText, "It hums").With(ReservedVerbs.MessageAuthor, author);

        var form = (await District.ChatOf(TestDistrict.Technician).Presses(ReservedVerbs.MessageFile, arguments)).OpenedForm();

        Assert.Null(form.Hidden.Id("requester"));
        Assert.Null(form.Introduction);
    }

    [Fact]
    public async Task A_link_is_previewed_with_the_minimum_for_those_who_may_see_the_ticket()
    {
        var preview = await PreviewAsync(TestDistrict.Requester, Link + Site.Laptop.Id);

        Assert.Contains(Site.Laptop.Number, preview.Card().Title, StringComparison.Ordinal);
        preview.AssertShowsMinimum();
    }

    [Fact]
    public async Task A_link_of_somebody_who_may_not_see_the_ticket_shows_nothing()
    {
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Stranger, Link + Site.Laptop.Id));
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Requester, Link + Guid.NewGuid()));
        Assert.IsType<BotResponse.Silent>(await PreviewAsync(TestDistrict.Requester, "https://maplewood.incidentiq.com/agent/home"));
    }

    // Even one-to-one: the platform shows a preview to whoever sees the message.
    private Task<BotResponse> PreviewAsync(IncidentIq.Lookups.User person, string link) =>
        District.ChatOf(person).Presses(ReservedVerbs.LinkPreview, Arguments.Of(ReservedVerbs.Link, link));
}
