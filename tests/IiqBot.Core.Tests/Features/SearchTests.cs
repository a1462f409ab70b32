using IiqBot.Core.Features.Searches;
using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Features;

/// <summary>Search understands the facets of the guide, and finds nothing that the asker may not see.</summary>
public sealed class SearchTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    private Conversation Requester => District.ChatOf(TestDistrict.Requester);

    [Theory]
    [InlineData("priority:high", "#1")]
    [InlineData("priority:low", "#2 #3")]
    [InlineData("assignedto:me", "#1")]
    [InlineData("assignedto:colin", "#2")]
    [InlineData("assignedto:\"network team\"", "#3")]
    [InlineData("assignedto:Tess Technician", "#1")]
    [InlineData("assignedto:Network Team lamp", "#3")]
    [InlineData("lamp assignedto:Network Team priority:low", "#3")]
    [InlineData("location:Maplewood High lamp", "#3")]
    [InlineData("location:high school lamp", "#3")]
    [InlineData("location:oak", "#2")]
    [InlineData("for:Rosa Requester", "#1")]
    [InlineData("for:Rosa Requester lamp", "")]
    [InlineData("assignedto:nobody", "#3")]
    [InlineData("for:rosa", "#1")]
    [InlineData("for:sam@maplewood.example", "#2 #3")]
    [InlineData("for:me", "")]
    [InlineData("location:MHS", "#1 #3")]
    [InlineData("due:today", "#1")]
    [InlineData("due:overdue", "#2")]
    [InlineData("due:this week", "#1 #3")]
    [InlineData("due:last-week", "#2")]
    [InlineData("created:today", "#1")]
    [InlineData("created:yesterday", "#2")]
    [InlineData("created:last 7 days", "#1 #2")]
    [InlineData("created:2026-09-01", "#3")]
    [InlineData("keyword:lamp", "#3")]
    [InlineData("lamp priority:high", "")]
    [InlineData("priority:low location:high status:open", "#3")]
    [InlineData("prio:high", "#1")]
    [InlineData("prority:high", "#1")]
    [InlineData("Priority:HIGH", "#1")]
    [InlineData("assigned:me", "#1")]
    [InlineData("assignee:colin", "#2")]
    [InlineData("asignedto:colin", "#2")]
    [InlineData("assignedto:colin@maplewood.example", "#2")]
    [InlineData("assignedto:Colin Coleague", "#2")]
    [InlineData("team:network", "#3")]
    [InlineData("requester:rosa", "#1")]
    [InlineData("loc:oak", "#2")]
    [InlineData("school:oak", "#2")]
    [InlineData("location:Oak Elemntary", "#2")]
    [InlineData("status:submited", "#1 #2 #3")]
    [InlineData("status:in progres", "")]
    [InlineData("status:opne", "#1 #2 #3")]
    [InlineData("room:204", "#1")]
    [InlineData("location:204", "#1")]
    [InlineData("location:high room:204", "#1")]
    [InlineData("asset:CB-1234", "#2")]
    [InlineData("device:cb-1234", "#2")]
    [InlineData("tag:CB-1234 door", "#2")]
    [InlineData("#1", "#1")]
    [InlineData("#1 #3", "#1 #3")]
    [InlineData("#2 priority:low", "#2")]
    [InlineData("status:‘submitted’", "#1 #2 #3")]
    [InlineData("status:'submitted'", "#1 #2 #3")]
    [InlineData("status:„submitted“", "#1 #2 #3")]
    [InlineData("status:«submitted»", "#1 #2 #3")]
    [InlineData("status:‹submitted›", "#1 #2 #3")]
    [InlineData("status:“submitted\"", "#1 #2 #3")]
    [InlineData("status:'submitted’", "#1 #2 #3")]
    [InlineData("assignedto:‘Colin Colleague’ door", "#2")]
    [InlineData("created:‘last 7 days’", "#1 #2")]
    [InlineData("created:last 1 week", "#1 #2")]
    [InlineData("created:9/1", "#3")]
    [InlineData("created:Sep 1", "#3")]
    [InlineData("created:1 de septiembre", "#3")]
    [InlineData("created:sunday door", "#2")]
    [InlineData("due:in 2 days", "#3")]
    [InlineData("due:in 2 days lamp", "#3")]
    [InlineData("due:wednesday", "#3")]
    [InlineData("due:ovrdue", "#2")]
    public async Task Each_facet_finds_what_it_says(string asked, string found)
    {
        HoldThree();

        Assert.Equal(found, string.Join(' ', Numbers(await Chat.Types($"search {asked}"))));
    }

    [Theory]
    [InlineData("tickets lamp", "#3")]
    [InlineData("tickets for lamp", "#3")]
    public async Task The_word_tickets_after_search_is_not_searched_for(string asked, string found)
    {
        HoldThree();

        Assert.Equal(found, string.Join(' ', Numbers(await Chat.Types($"search {asked}"))));
        Assert.Equal(found, string.Join(' ', Numbers(await Chat.Types($"find {asked}"))));
    }

    [Theory]
    [InlineData("status:submited", "submited", "Submitted")]
    [InlineData("status:opne", "opne", "open")]
    [InlineData("assignedto:Colin Coleague", "Colin Coleague", "Colin Colleague")]
    [InlineData("location:Oak Elemntary", "Oak Elemntary", "Oak Elementary")]
    [InlineData("due:tommorow", "tommorow", "tomorrow")]
    public async Task A_typo_in_a_filter_is_corrected_and_reported(string asked, string typed, string meant) =>
        Assert.Contains(Texts.ReadAs.With(typed, meant), (await Chat.Types($"search lamp {asked}")).Everything(), StringComparison.Ordinal);

    [Theory]
    [InlineData("search lamp foo:bar")]
    [InlineData("search foo:bar lamp")]
    [InlineData("search foo:\"bar baz\" lamp")]
    public async Task An_unknown_filter_is_reported_and_the_rest_is_searched(string line)
    {
        HoldThree();
        var answer = await Chat.Types(line);

        Assert.Equal(["#3"], Numbers(answer));
        Assert.Contains("\"foo\"", answer.Everything(), StringComparison.Ordinal);
        Assert.StartsWith(Texts.ListSearchWords.With("lamp"), answer.Card().Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_with_only_an_unknown_filter_returns_the_form()
    {
        var form = (await Chat.Types("search foo:bar")).FormAgain();

        Assert.Contains("foo", form.Errors[SearchFacets.Words], StringComparison.Ordinal);
        Assert.Equal("foo:bar", form.Fields.OfType<Field.Text>().First().Value);
        Assert.Equal(0, Site.Calls);
    }

    [Theory]
    [InlineData("https://example.org/a lamp")]
    [InlineData("10:30")]
    public async Task A_link_or_a_time_is_not_a_filter(string words) =>
        Assert.Contains($"\"{words}\"", (await Chat.Types($"search {words}")).Card().Title, StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_room_is_reported_with_its_school()
    {
        var form = (await Chat.Types("search lamp location:high room:999")).FormAgain();

        Assert.Equal(Texts.SearchRoomUnknown.With("999", TestDistrict.High.Name), form.Errors[SearchFacets.Room]);
        Assert.Equal("999", form.Fields.OfType<Field.Text>().Single(field => field.Id == SearchFacets.Room).Value);
        Assert.Contains(
            "school called \"999\"",
            (await Chat.Types("search location:999")).FormAgain().Errors[SearchFacets.Location],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("tag cb-1234")]
    [InlineData("device tickets CB-1234")]
    public async Task A_device_tag_alone_searches_its_tickets(string line)
    {
        HoldThree();

        Assert.Equal(["#2"], Numbers(await Chat.Types(line)));
    }

    [Fact]
    public async Task A_requester_finds_a_device_among_their_own_tickets_only()
    {
        Site.Holds(Another(1) with { AssetTags = ["CB-1234"] });
        Site.Holds(
            Another(2) with
            {
                AssetTags = ["CB-1234"],
                Requester = new(TestDistrict.Stranger.Id, "Sam"),
                Owner = new(TestDistrict.Stranger.Id, "Sam"),
            }
        );

        Assert.Equal(["#1"], Numbers(await Requester.Types("tag CB-1234")));
    }

    [Fact]
    public async Task A_ticket_without_a_technician_shows_its_team()
    {
        HoldThree();
        var answer = await Chat.Types("search assignedto:nobody");

        Assert.Contains(Texts.SearchAssignedToNobody, answer.Card().Title, StringComparison.Ordinal);
        Assert.Contains(Texts.RowNoTechnician.With("Network Team"), answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_a_year_is_repeated_with_its_year() =>
        Assert.Contains("Friday, January 15, 2027", (await Chat.Types("search due:1/15")).Card().Title, StringComparison.Ordinal);

    [Theory]
    [InlineData("created:whenever", SearchFacets.Created, "last 7 days")]
    [InlineData("due:whenever", SearchFacets.Due, "overdue")]
    public async Task The_error_suggests_fitting_dates(string asked, string field, string hint) =>
        Assert.Contains(hint, (await Chat.Types($"search {asked}")).FormAgain().Errors[field], StringComparison.Ordinal);

    [Theory]
    [InlineData("CB-1234")]
    [InlineData("#39181")]
    public async Task A_tag_or_number_of_a_sensitive_ticket_is_found_only_by_allowed_people(string what)
    {
        Site.Holds(Site.Laptop with { IsSensitive = true, AssetTags = ["CB-1234"] });
        var line = what[0] == '#' ? $"search {what}" : $"tag {what}";

        Assert.Empty((await Chat.Types(line)).Rows());
        Assert.Single((await District.ChatOf(TestDistrict.Administrator).Types(line)).Rows());
    }

    [Fact]
    public async Task The_title_says_what_was_understood() =>
        Assert.Equal(
            "Tickets with \"lamp\", status Waiting on Vendor, priority High, assigned to Colin Colleague",
            (await Chat.Types("search lamp status:waiting priority:high assignedto:colin")).Card().Title
        );

    [Fact]
    public async Task A_name_without_quotes_ends_where_no_known_name_continues() =>
        Assert.Equal(
            "Tickets with \"dim lamp\", status Waiting on Vendor, priority High, assigned to Colin Colleague, at Oak Elementary",
            (await Chat.Types("search dim status:waiting on vendor lamp assignedto:Colin Colleague priority:high location:oak elementary"))
                .Card()
                .Title
        );

    [Theory]
    [InlineData("priority:levitating", "High", "priority:High")]
    [InlineData("assignedto:o", "Network Team", "assignedto:\"Network Team\"")]
    [InlineData("for:maplewood", "rosa@maplewood.example", "for:rosa@maplewood.example")]
    [InlineData("location:e", "Oak Elementary", "location:\"Oak Elementary\"")]
    [InlineData("status:levitating", "Submitted", "status:Submitted")]
    public async Task An_ambiguous_or_unknown_name_gets_choices(string asked, string choice, string meant)
    {
        HoldThree();
        var answer = await Chat.Types($"search lamp {asked}");
        Assert.Equal(0, Site.Calls);

        if (answer is BotResponse.FormErrors { Form: var form })
        {
            Assert.Contains(choice, Assert.Single(form.Errors).Value, StringComparison.Ordinal);
            Assert.Equal("lamp", form.Fields.OfType<Field.Text>().Single().Value);
            return;
        }

        var button = answer
            .Card()
            .Actions.OfType<CardAction.Press>()
            .Single(press => press.Label.Contains(choice, StringComparison.Ordinal));
        Assert.Equal((await Chat.Types($"search lamp {meant}")).Card().Title, (await Chat.Presses(button)).Card().Title);
    }

    [Fact]
    public async Task A_returned_form_keeps_what_was_typed()
    {
        var form = (await Chat.Types("search lamp status:levitating priority:gigantic")).FormAgain();

        Assert.Equal(["levitating", "gigantic"], form.Fields.OfType<Field.Choice>().Take(2).Select(field => field.Value));
        Assert.All(
            form.Fields.OfType<Field.Choice>().Take(2),
            field => Assert.Contains(field.Options, option => option.Value == field.Value)
        );
    }

    [Theory]
    [InlineData("created:whenever", SearchFacets.Created)]
    [InlineData("due:2026-13-45", SearchFacets.Due)]
    [InlineData("for:unicorn", SearchFacets.For)]
    public async Task An_unreadable_value_is_reported_at_its_field(string asked, string field)
    {
        var form = (await Chat.Types($"search {asked}")).FormAgain();

        Assert.Contains(asked.Split(':')[1], form.Errors[field], StringComparison.Ordinal);
        Assert.Equal([field], form.Errors.Keys);
    }

    [Fact]
    public async Task Open_means_any_open_step_even_if_one_is_called_Open()
    {
        HoldThree();
        Site.Lookups.Setup(l => l.StepsAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.Submitted, TestDistrict.InProgress, new(TestDistrict.Id(77), "Open", false)]);

        var all = await Chat.Types("search screen status:open");
        Assert.Equal(["#1"], Numbers(all));
        Assert.Contains(Texts.SearchStatusNamesake.With("Open"), all.Everything(), StringComparison.Ordinal);

        var only = await Chat.Presses(all.Button(Texts.ActionOnlyStatus.With("Open")));
        Assert.Empty(only.Rows());
        Assert.Equal(["#1"], Numbers(await Chat.Presses(only.Button(Texts.ActionAnyOpen))));
    }

    [Fact]
    public async Task The_step_called_Open_in_the_form_means_only_that_step()
    {
        HoldThree();
        Site.Lookups.Setup(l => l.StepsAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync([TestDistrict.Submitted, new(TestDistrict.Id(77), "Open", false)]);
        var form = (await Chat.Types("search")).OpenedForm();
        var step = form
            .Fields.OfType<Field.Choice>()
            .First(field => field.Id == SearchFacets.Status)
            .Options.Single(option => option.Label == "Open");

        Assert.Empty((await Chat.Sends(form, (SearchFacets.Status, step.Value))).Rows());
    }

    [Fact]
    public async Task A_corrected_search_is_carried_out()
    {
        HoldThree();
        var form = (await Chat.Types("search priority:levitating created:whenever")).FormAgain();

        Assert.Equal(["#1"], Numbers(await Chat.Sends(form, (SearchFacets.Priority, "High"), (SearchFacets.Created, "today"))));
    }

    [Fact]
    public async Task The_form_finds_by_every_field()
    {
        HoldThree();
        var form = (await Chat.Types("search")).OpenedForm();
        var person = Assert.Single(await Chat.TypesAhead(PersonOptions.SourceName, "rosa"));
        var assignee = Assert.Single(await Chat.TypesAhead(AssigneeOptions.SourceName, "tess"));

        Assert.Equal(
            ["#1"],
            Numbers(
                await Chat.Sends(
                    form,
                    (SearchFacets.Words, "screen"),
                    (SearchFacets.For, person.Value),
                    (SearchFacets.AssignedTo, assignee.Value),
                    (SearchFacets.Location, TestDistrict.High.Id.ToString()),
                    (SearchFacets.Due, "today"),
                    (SearchFacets.Created, "this week")
                )
            )
        );
    }

    [Fact]
    public async Task Days_are_in_the_time_zone_of_the_site()
    {
        HoldThree();
        Site.Lookups.Setup(l => l.SiteAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new IncidentIq.Lookups.Site(
                    TestDistrict.Id(999),
                    "Maplewood",
                    TimeZoneInfo.CreateCustomTimeZone("Far", TimeSpan.FromHours(12), "Far", "Far")
                )
            );

        Assert.Equal(["#1"], Numbers(await Chat.Types("search created:yesterday")));
    }

    [Fact]
    public async Task Requesters_find_tickets_for_them_and_by_them_with_two_calls()
    {
        Site.Holds(Another(2) with { Owner = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(3) with { Requester = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(4) with { Requester = new(TestDistrict.Stranger.Id, "Sam"), Owner = new(TestDistrict.Stranger.Id, "Sam") });

        Assert.Equal(["#39181", "#2", "#3"], Numbers(await Requester.Types("search laptop")));
        Assert.Equal(2, Site.Calls);
        Assert.Equal(["#39181", "#2"], Numbers(await Requester.Types("search laptop for:me")));
    }

    [Fact]
    public async Task Requesters_cannot_look_up_other_people()
    {
        var form = (await Requester.Types("search for:tess")).FormAgain();

        Assert.Equal(Texts.SearchOwnOnly, form.Errors[SearchFacets.For]);
        Assert.Empty(await Requester.TypesAhead(PersonOptions.SourceName, "tess"));
        Assert.DoesNotContain(form.Fields, field => field.Id == SearchFacets.For);
        Site.Lookups.Verify(l => l.SearchUsersAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task A_foreign_ticket_that_the_server_sends_is_not_shown()
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Page<Ticket>([TestDistrict.Laptop], 1, 0, 7));

        var answer = await District.ChatOf(TestDistrict.Stranger).Types("search laptop");

        Assert.Empty(answer.Rows());
        Assert.DoesNotContain("39181", answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_that_shows_none_of_the_words_is_listed()
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Page<Ticket>([TestDistrict.Laptop], 1, 0, 7));

        Assert.Single((await Requester.Types("search CB-1234")).Rows());
    }

    [Fact]
    public async Task A_sensitive_ticket_is_found_by_requester_only_by_allowed_people()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true });

        Assert.Empty((await Chat.Types("search for:rosa")).Rows());
        Assert.Single((await District.ChatOf(TestDistrict.Administrator).Types("search for:rosa")).Rows());
    }

    private void HoldThree()
    {
        var now = TestDistrict.Now;
        Site.Holds(TestDistrict.Laptop with { IsDeleted = true });
        Site.Holds(
            Another(1) with
            {
                Subject = "Screen",
                PriorityScore = 150,
                RoomId = TestDistrict.Room204.Id,
                Assignee = new(TestDistrict.Technician.Id, "Tess"),
                Created = now.AddHours(-3),
                Due = now.AddHours(1),
            }
        );
        Site.Holds(
            Another(2) with
            {
                Subject = "Door",
                PriorityScore = 10,
                AssetTags = ["CB-1234"],
                Assignee = new(TestDistrict.Colleague.Id, "Colin"),
                Requester = new(TestDistrict.Stranger.Id, "Sam"),
                LocationId = TestDistrict.Oak.Id,
                RoomId = null,
                Created = now.AddDays(-1),
                Due = now.AddDays(-3),
                IsPastDue = true,
            }
        );
        Site.Holds(
            Another(3) with
            {
                Subject = "Lamp",
                PriorityScore = 10,
                Assignee = null,
                RoomId = null,
                Team = new(TestDistrict.Network.Id, "Network Team"),
                Requester = new(TestDistrict.Stranger.Id, "Sam"),
                Created = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero),
                Due = now.AddDays(2),
            }
        );
    }

    private static Ticket Another(int number) =>
        TestDistrict.Laptop with
        {
            Id = TestDistrict.Id(1000 + number),
            Number = $"{number}",
            Modified = TestDistrict.Laptop.Modified!.Value.AddMinutes(-number),
        };

    private static string[] Numbers(BotResponse response) => [.. response.Rows().Select(row => row.Title.Split(' ')[0])];
}
