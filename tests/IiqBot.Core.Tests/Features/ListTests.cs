using IiqBot.Core.Model;
using IiqBot.Core.Tests.District;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Tests.Features;

public sealed class ListTests : DistrictTest
{
    private Conversation Chat => District.ChatOf(TestDistrict.Technician);

    private Conversation Requester => District.ChatOf(TestDistrict.Requester);

    [Theory]
    [InlineData("open tickets")]
    [InlineData("assigned to me")]
    [InlineData("search laptop")]
    [InlineData("search status:open")]
    public async Task The_first_page_of_a_list_takes_one_call(string line)
    {
        await Chat.Types(line);

        Assert.Equal(1, Site.Calls);
    }

    [Fact]
    public async Task My_tickets_lists_tickets_for_me_and_by_me_with_two_calls()
    {
        Site.Holds(Another(2) with { Owner = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(3) with { Requester = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(4) with { Requester = new(TestDistrict.Stranger.Id, "Sam"), Owner = new(TestDistrict.Stranger.Id, "Sam") });
        Site.Holds(Another(5) with { IsClosed = true, Step = TestDistrict.Resolved });

        var answer = await Requester.Types("my tickets");

        Assert.Equal(["#39181", "#2", "#3"], Numbers(answer));
        Assert.Equal(2, Site.Calls);
        Assert.Equal("3 tickets", answer.Card().Subtitle);
        var all = await Requester.Presses(answer.Button(Texts.ActionAlsoClosed));
        Assert.Equal(["#39181", "#2", "#3", "#5"], Numbers(all));
        Assert.Equal(["#39181", "#2", "#3"], Numbers(await Requester.Presses(all.Button(Texts.ActionOpenOnly))));
    }

    [Fact]
    public async Task Paging_stays_on_the_same_card_and_shows_every_ticket_once()
    {
        for (var i = 2; i <= 16; i++)
            Site.Holds(Another(i));

        foreach (var line in (string[])["my tickets", "open tickets", "search status:open"])
        {
            var chat = line == "my tickets" ? Requester : Chat;
            var page = await chat.Types(line);
            var seen = Numbers(page).ToList();
            Assert.DoesNotContain(Texts.ActionPrevious, page.Labels());
            while (page.Labels().Contains(Texts.ActionNext))
            {
                page = await chat.Presses(page.Button(Texts.ActionNext));
                Assert.IsType<BotResponse.ReplaceCard>(page);
                seen.AddRange(Numbers(page));
            }

            Assert.Equal(16, seen.Count);
            Assert.Equal(16, seen.Distinct().Count());
            Assert.Contains("page 3 of 3", page.Card().Subtitle, StringComparison.Ordinal);
            Assert.Equal(7, (await chat.Presses(page.Button(Texts.ActionPrevious))).Rows().Length);
        }
    }

    [Fact]
    public async Task The_last_page_offers_no_next_page()
    {
        for (var i = 2; i <= 150; i++)
            Site.Holds(Another(i));
        var page = await Requester.Types("my tickets");
        var seen = new HashSet<string>(Numbers(page));
        for (var turned = 0; turned < 30 && page.Labels().Contains(Texts.ActionNext); turned++)
        {
            page = await Requester.Presses(page.Button(Texts.ActionNext));
            Assert.All(Numbers(page), number => Assert.True(seen.Add(number), $"{number} is shown twice."));
        }

        Assert.DoesNotContain(Texts.ActionNext, page.Labels());
    }

    [Fact]
    public async Task A_count_is_never_too_low()
    {
        for (var i = 2; i <= 10; i++)
            Site.Holds(Another(i) with { Owner = new(TestDistrict.Stranger.Id, "Sam") });
        for (var i = 11; i <= 20; i++)
            Site.Holds(Another(i) with { Requester = new(TestDistrict.Stranger.Id, "Sam") });

        var subtitle = (await Requester.Types("my tickets")).Card().Subtitle!;

        Assert.True(subtitle.StartsWith("20 ", StringComparison.Ordinal) || !char.IsDigit(subtitle[0]), subtitle);
    }

    [Theory]
    [InlineData("my tickets")]
    [InlineData("open tickets")]
    [InlineData("assigned to me")]
    [InlineData("search laptop")]
    public async Task Lists_are_answered_privately_in_a_channel(string line) =>
        Assert.True((await District.ChannelWith(TestDistrict.Technician).Types(line)).IsPrivate());

    [Fact]
    public async Task A_sensitive_ticket_is_only_in_lists_of_people_who_may_see_it()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true, Assignee = new(TestDistrict.Colleague.Id, TestDistrict.Colleague.Name) });
        Site.Holds(Another(2) with { Assignee = new(TestDistrict.Technician.Id, TestDistrict.Technician.Name) });

        var open = await Chat.Types("open tickets");

        Assert.Equal("1 ticket", open.Card().Subtitle);
        Assert.DoesNotContain("39181", open.Everything(), StringComparison.Ordinal);
        foreach (var line in (string[])["assigned to me", "search assignedto:me", "search assignedto:me status:submitted"])
            Assert.Single((await District.ChatOf(TestDistrict.Colleague).Types(line)).Rows());
        Assert.Equal(2, (await District.ChatOf(TestDistrict.Administrator).Types("open tickets")).Rows().Length);
    }

    // Even if Incident IQ drops the filter that excludes sensitive tickets, the answer and its count are as if they did not exist.
    [Theory]
    [InlineData("search Liam")]
    [InlineData("search screen Liam for:rosa")]
    [InlineData("search for:rosa")]
    [InlineData("search location:MHS created:today")]
    [InlineData("search location:MHS status:submitted priority:high")]
    [InlineData("search status:submitted")]
    [InlineData("search due:overdue")]
    public async Task A_search_gives_the_same_answer_with_and_without_a_hidden_match(string line)
    {
        foreach (var others in (int[])[0, 1, 9])
        {
            foreach (var drops in (bool[])[false, true])
            {
                var answers = new List<string>();
                foreach (var isThere in (bool[])[false, true])
                {
                    await using var district = new Scenario();
                    district.Site.Dropped = drops ? TicketFilter.Sensitive(false).Facet : null;
                    district.Site.Holds(
                        district.Site.Laptop with
                        {
                            IsSensitive = true,
                            IsDeleted = !isThere,
                            IsPastDue = true,
                            Created = TestDistrict.Now,
                        }
                    );
                    for (var i = 2; i < 2 + others; i++)
                        district.Site.Holds(Another(i) with { IsPastDue = true, Created = TestDistrict.Now });
                    foreach (var chat in (Conversation[])[district.ChatOf(TestDistrict.Technician), district.ChatOf(TestDistrict.Stranger)])
                        answers.Add(
                            (await chat.Types(line)).Said()
                                + (await chat.Presses(Verbs.SearchTickets, Arguments.Of("words", "Liam").With("page", 1))).Said()
                        );
                }

                Assert.Equal(answers[..2], answers[2..]);
            }
        }
    }

    [Fact]
    public async Task With_a_dropped_filter_a_requester_learns_nothing_of_others_tickets()
    {
        Site.Dropped = TicketFilter.Requester(Guid.NewGuid()).Facet;
        var stranger = District.ChatOf(TestDistrict.Stranger);
        var found = (await stranger.Types("search Liam")).Said();

        Site.Holds(Site.Laptop with { IsDeleted = true });

        Assert.Equal((await stranger.Types("search Liam")).Said(), found);
    }

    [Fact]
    public async Task Sensitive_tickets_are_found_by_words_only_if_the_asker_may_see_them()
    {
        Site.Holds(Site.Laptop with { IsSensitive = true });

        var answer = await Chat.Types("search Liam");

        Assert.Empty(answer.Rows());
        Assert.Equal("0 tickets", answer.Card().Subtitle);
        Assert.Single((await District.ChatOf(TestDistrict.Administrator).Types("search Liam")).Rows());
        Assert.Single((await Requester.Types("search Liam")).Rows());
    }

    [Fact]
    public async Task Requesters_search_only_their_own_tickets()
    {
        Assert.Single((await Requester.Types("search laptop")).Rows());
        Assert.Empty((await District.ChatOf(TestDistrict.Stranger).Types("search laptop")).Rows());
        Assert.Empty((await District.ChatOf(TestDistrict.Stranger).Types("search status:open")).Rows());
    }

    [Fact]
    public async Task Tickets_of_other_products_are_not_listed()
    {
        Site.Holds(Site.Laptop with { ProductId = TestDistrict.Facilities });

        foreach (var line in (string[])["my tickets", "open tickets", "search laptop"])
            Assert.Empty((await Chat.Types(line)).Rows());
    }

    [Fact]
    public async Task A_row_opens_its_ticket()
    {
        var row = Assert.Single((await Requester.Types("my tickets")).Rows());

        Assert.Equal("Open ticket 39181", row.Open!.AccessibleLabel);
        Assert.Equal(TestDistrict.Laptop.Id, (await Requester.Presses(row.Open)).Card().Ticket?.TicketId);
    }

    [Fact]
    public async Task A_list_says_how_many_rows_outside_the_filter_it_left_out()
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new Page<Ticket>([Site.Laptop], 4, 0, 7) { Outside = [Another(2), Another(3), Another(4) with { IsSensitive = true }] }
            );

        Assert.Equal(Texts.ListOutsideFilter.With(2), (await Chat.Types("open tickets")).Notice());
    }

    [Theory]
    [InlineData("open tickets")]
    [InlineData("my tickets")]
    [InlineData("search laptop")]
    public async Task A_list_says_how_many_tickets_could_not_be_read_and_shows_the_rest(string line)
    {
        Site.Tickets.Setup(t => t.QueryAsync(It.IsAny<TicketQuery>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Page<Ticket>([Site.Laptop], 2, 0, 7) { Unreadable = 1 });

        var answer = await Chat.Types(line);

        Assert.Equal(Texts.ListUnreadableOne, answer.Notice());
        Assert.Single(answer.Card().Body.OfType<CardElement.Row>());
    }

    [Fact]
    public async Task An_unknown_status_returns_the_form()
    {
        var form = (await Chat.Types("search laptop status:levitating")).FormAgain();

        Assert.Contains(TestDistrict.Waiting.Name, form.Errors[Core.Features.Searches.SearchFacets.Status], StringComparison.Ordinal);
        Assert.Equal("laptop", form.Fields.OfType<Field.Text>().Single().Value);
        Assert.Equal("levitating", form.Fields.OfType<Field.Choice>().First().Value);
    }

    [Theory]
    [InlineData("search status:open", 1)]
    [InlineData("search status:closed", 0)]
    [InlineData("search status:submitted", 1)]
    [InlineData("search laptop status:waiting", 0)]
    public async Task Search_by_status(string line, int rows) => Assert.Equal(rows, (await Chat.Types(line)).Rows().Length);

    [Fact]
    public async Task The_search_form_finds_tickets()
    {
        var form = (await Chat.Types("search")).OpenedForm();

        Assert.Single((await Chat.Sends(form, ("words", "laptop"))).Rows());
        Assert.Equal(Texts.FieldRequired, (await Chat.Sends(form)).FormAgain().Errors["words"]);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("2147483647")]
    [InlineData("x")]
    public async Task A_forged_page_number_causes_no_failure(string page) =>
        Assert.DoesNotContain(
            "Reference",
            (await Chat.Presses(Verbs.OpenTickets, Arguments.Of("page", page))).Everything(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("open tickets", nameof(Texts.ListOpenNone))]
    [InlineData("assigned to me", nameof(Texts.ListAssignedNone))]
    [InlineData("my tickets", nameof(Texts.ListMineNone))]
    [InlineData("search unicorn", nameof(Texts.ListSearchNone))]
    public async Task An_empty_list_says_what_to_do(string line, string text)
    {
        Site.Holds(Site.Laptop with { IsDeleted = true });

        Assert.Contains(Texts.ResourceManager.GetString(text, null)!, (await Chat.Types(line)).Everything(), StringComparison.Ordinal);
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
