using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Searches;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Forms;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Features;

/// <summary>Search understands the facets of the guide, and finds nothing that its asker may not see.</summary>
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
    public async Task Each_facet_finds_what_it_says(string asked, string found)
    {
        HoldThree();

        Assert.Equal(found, string.Join(' ', Numbers(await Chat.Types($"search {asked}"))));
    }

    [Fact]
    public async Task The_title_says_what_was_understood() =>
        Assert.Equal(
            "Tickets with \"lamp\", status Waiting on Vendor, priority High, assigned to Colin Colleague",
            (await Chat.Types("search lamp status:waiting priority:high assignedto:colin")).Card().Title);

    [Fact]
    public async Task A_name_without_quotes_ends_where_no_known_name_goes_on() =>
        Assert.Equal(
            "Tickets with \"dim lamp\", status Waiting on Vendor, priority High, assigned to Colin Colleague, at Oak Elementary",
            (await Chat.Types("search dim status:waiting on vendor lamp assignedto:Colin Colleague priority:high location:oak elementary")).Card().Title);

    [Theory]
    [InlineData("priority:levitating", SearchFacets.Priority, "High")]
    [InlineData("assignedto:o", SearchFacets.AssignedTo, "Network Team")]
    [InlineData("for:maplewood", SearchFacets.For, "rosa@maplewood.example")]
    [InlineData("location:e", SearchFacets.Location, "Oak Elementary")]
    public async Task A_name_that_could_be_several_or_none_is_asked_for_with_choices(string asked, string field, string choice)
    {
        var form = (await Chat.Types($"search lamp {asked}")).FormAgain();

        Assert.Contains(choice, form.Errors[field], StringComparison.Ordinal);
        Assert.Equal("lamp", form.Fields.OfType<Field.Text>().Single().Value);
        Assert.Equal(0, Site.Calls);
    }

    [Theory]
    [InlineData("created:whenever", SearchFacets.Created)]
    [InlineData("due:2026-13-45", SearchFacets.Due)]
    [InlineData("for:unicorn", SearchFacets.For)]
    public async Task What_means_nothing_is_said_at_its_field(string asked, string field)
    {
        var form = (await Chat.Types($"search {asked}")).FormAgain();

        Assert.Contains(asked.Split(':')[1], form.Errors[field], StringComparison.Ordinal);
        Assert.Equal([field], form.Errors.Keys);
    }

    [Fact]
    public async Task A_step_that_is_called_open_leads_to_all_that_are()
    {
        HoldThree();
        Site.Lookups.Setup(l => l.StepsAsync(It.IsAny<CancellationToken>())).ReturnsAsync([TestDistrict.Submitted, TestDistrict.InProgress, new(TestDistrict.Id(77), "Open", false)]);
        var none = await Chat.Types("search screen status:open");
        Assert.Empty(none.Rows());

        var all = await Chat.Presses(none.Button(Texts.ActionAnyOpen));

        Assert.NotEmpty(all.Rows());
        Assert.DoesNotContain(Texts.ActionAnyOpen, all.Labels());
    }

    [Fact]
    public async Task A_corrected_search_counts()
    {
        HoldThree();
        var form = (await Chat.Types("search priority:levitating")).FormAgain();

        Assert.Equal(["#1"], Numbers(await Chat.Sends(form, (SearchFacets.Priority, "High"))));
    }

    [Fact]
    public async Task The_form_finds_by_every_field()
    {
        HoldThree();
        var form = (await Chat.Types("search")).OpenedForm();
        var person = Assert.Single(await Chat.TypesAhead(PersonOptions.SourceName, "rosa"));
        var assignee = Assert.Single(await Chat.TypesAhead(AssigneeOptions.SourceName, "tess"));

        Assert.Equal(["#1"], Numbers(await Chat.Sends(form,
            (SearchFacets.Words, "screen"), (SearchFacets.For, person.Value), (SearchFacets.AssignedTo, assignee.Value),
            (SearchFacets.Location, TestDistrict.High.Id.ToString()), (SearchFacets.Due, "today"), (SearchFacets.Created, "this week"))));
    }

    [Fact]
    public async Task Days_are_those_of_the_site()
    {
        HoldThree();
        Site.Lookups.Setup(l => l.SiteAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new IncidentIq.Lookups.Site(TestDistrict.Id(999), "Maplewood", TimeZoneInfo.CreateCustomTimeZone("Far", TimeSpan.FromHours(12), "Far", "Far")));

        Assert.Equal(["#1"], Numbers(await Chat.Types("search created:yesterday")));
    }

    [Fact]
    public async Task Requesters_find_what_is_for_them_and_what_they_submitted_with_two_calls()
    {
        Site.Holds(Another(2) with { Owner = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(3) with { Requester = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(4) with { Requester = new(TestDistrict.Stranger.Id, "Sam"), Owner = new(TestDistrict.Stranger.Id, "Sam") });

        Assert.Equal(["#39181", "#2", "#3"], Numbers(await Requester.Types("search laptop")));
        Assert.Equal(2, Site.Calls);
        Assert.Equal(["#39181", "#2"], Numbers(await Requester.Types("search laptop for:me")));
    }

    [Fact]
    public async Task Requesters_do_not_look_other_people_up()
    {
        var form = (await Requester.Types("search for:tess")).FormAgain();

        Assert.Equal(Texts.SearchOwnOnly, form.Errors[SearchFacets.For]);
        Assert.Empty(await Requester.TypesAhead(PersonOptions.SourceName, "tess"));
        Assert.DoesNotContain(form.Fields, field => field.Id == SearchFacets.For);
        Site.Lookups.Verify(l => l.SearchUsersAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task A_ticket_that_a_server_sends_although_it_is_not_theirs_is_not_shown()
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Page<Ticket>([TestDistrict.Laptop], 1, 0, 7));

        var answer = await District.ChatOf(TestDistrict.Stranger).Types("search laptop");

        Assert.Empty(answer.Rows());
        Assert.DoesNotContain("39181", answer.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_that_shows_none_of_the_words_is_shown()
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Page<Ticket>([TestDistrict.Laptop], 1, 0, 7));

        Assert.Single((await Requester.Types("search CB-1234")).Rows());
    }

    [Fact]
    public async Task Whom_a_sensitive_ticket_is_for_is_found_by_nobody_who_may_not_read_it()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true });

        Assert.Empty((await Chat.Types("search for:rosa")).Rows());
        Assert.Single((await District.ChatOf(TestDistrict.Administrator).Types("search for:rosa")).Rows());
    }

    [Theory]
    [InlineData("today", "2026-11-25", "2026-11-25")]
    [InlineData("Tomorrow", "2026-11-26", "2026-11-26")]
    [InlineData("this week", "2026-11-22", "2026-11-28")]
    [InlineData("lastweek", "2026-11-15", "2026-11-21")]
    [InlineData("next month", "2026-12-01", "2026-12-31")]
    [InlineData("last-year", "2025-01-01", "2025-12-31")]
    [InlineData("last 7 days", "2026-11-18", "2026-11-25")]
    [InlineData("next 1 day", "2026-11-25", "2026-11-26")]
    [InlineData("2026-02-28", "2026-02-28", "2026-02-28")]
    [InlineData("12/1/2026", "2026-12-01", "2026-12-01")]
    public void Days_are_read_as_people_say_them(string words, string from, string to)
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("en-US");

        Assert.Equal((DateOnly.Parse(from, null), DateOnly.Parse(to, null)), DateWords.Read(words, new DateOnly(2026, 11, 25)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("last")]
    [InlineData("this 7 days")]
    [InlineData("last 99999 days")]
    [InlineData("32/32/2026")]
    public void What_is_no_day_is_none(string words) => Assert.Null(DateWords.Read(words, new DateOnly(2026, 11, 25)));

    private void HoldThree()
    {
        var now = TestDistrict.Now;
        Site.Holds(TestDistrict.Laptop with { IsDeleted = true });
        Site.Holds(Another(1) with
        {
            Subject = "Screen", PriorityScore = 150, Assignee = new(TestDistrict.Technician.Id, "Tess"), Created = now.AddHours(-3), Due = now.AddHours(1),
        });
        Site.Holds(Another(2) with
        {
            Subject = "Door", PriorityScore = 10, Assignee = new(TestDistrict.Colleague.Id, "Colin"), Requester = new(TestDistrict.Stranger.Id, "Sam"),
            LocationId = TestDistrict.Oak.Id, Created = now.AddDays(-1), Due = now.AddDays(-3), IsPastDue = true,
        });
        Site.Holds(Another(3) with
        {
            Subject = "Lamp", PriorityScore = 10, Team = new(TestDistrict.Network.Id, "Network Team"), Requester = new(TestDistrict.Stranger.Id, "Sam"),
            Created = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero), Due = now.AddDays(2),
        });
    }

    private static Ticket Another(int number) => TestDistrict.Laptop with
    {
        Id = TestDistrict.Id(1000 + number), Number = $"{number}", Modified = TestDistrict.Laptop.Modified!.Value.AddMinutes(-number),
    };

    private static string[] Numbers(BotResponse response) => [.. response.Rows().Select(row => row.Title.Split(' ')[0])];
}
