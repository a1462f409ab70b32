using System.Diagnostics.Metrics;
using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.IncidentIq.Tests;

public sealed class QueryTests : IDisposable
{
    private const string Query = "POST /api/v1.0/tickets";
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filters_pages_and_sorting_are_sent_as_documented()
    {
        _client.Site.On(Query, Reply.Ok(""" "Items":[],"Paging":{"TotalRows":0} """));
        await _client.Tickets.QueryAsync(
            new()
            {
                Filters =
                [
                    TicketFilter.State(closed: false),
                    TicketFilter.AssignedTo(Ids.User),
                    TicketFilter.Keyword("no picture"),
                    TicketFilter.Unassigned(yes: false),
                ],
                PageIndex = 2,
                PageSize = 500,
                Sort = TicketSort.Number,
                Descending = false,
            },
            Cancel
        );

        var sent = _client.Site.Last;
        Assert.Equal("?$s=100&$p=2&$o=TicketNumberSort%20asc", sent.Query);
        Assert.Equal(Ids.Ticketing.ToString(), sent.Headers["ProductId"]);
        Assert.Equal(
            $$"""{"Schema":"All","ProductId":"{{Ids.Ticketing}}","FilterByProduct":true,"Filters":["""
                + """{"Facet":"ticketstate","Id":"00000000-0000-0000-0000-000000000000"},"""
                + $$"""{"Facet":"agent","Id":"{{Ids.User}}"},{"Facet":"keyword","Value":"no picture"},{"Facet":"unassigned","Value":"no","Name":"no"}]}""",
            sent.Body
        );
    }

    [Fact]
    public async Task Rows_outside_a_filter_are_left_out_and_counted()
    {
        Rows(Row(1, Ids.User), Row(2, Ids.Other), Row(3, Ids.User), Row(4, Ids.User, product: Ids.Team));
        var measured = new List<(long Rows, object? Facet)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (ReferenceEquals(i.Meter.Scope, _client.Get<IMeterFactory>()))
                    l.EnableMeasurementEvents(i);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (i, value, tags, _) =>
            {
                if (i.Name == "iiqbot.incidentiq.rows_outside_filter")
                    measured.Add((value, tags[0].Value));
            }
        );
        listener.Start();

        var page = await _client.Tickets.QueryAsync(new() { Filters = [TicketFilter.AssignedTo(Ids.User)] }, Cancel);
        Assert.Equal(["1", "3"], page.Items.Select(t => t.Number));
        Assert.Equal((2, 1250), (page.Outside.Count, page.TotalRows));
        Assert.Equal([(1, "agent"), (1, "product")], measured);
    }

    [Fact]
    public async Task A_page_with_no_row_inside_the_filter_means_that_the_filter_was_dropped()
    {
        Rows(Row(1, Ids.Other), Row(2, Ids.Other));
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() =>
            _client.Tickets.QueryAsync(new() { Filters = [TicketFilter.AssignedTo(Ids.User)] }, Cancel)
        );
        Assert.Equal(IncidentIqFailure.FilterIgnored, failure.Failure);
    }

    [Fact]
    public async Task Filters_of_one_facet_are_alternatives_and_of_different_facets_must_all_hold()
    {
        Rows(Row(1, Ids.User), Row(2, Ids.Other), Row(3, Ids.User, closed: true), Row(4, Ids.Team));
        var page = await _client.Tickets.QueryAsync(
            new() { Filters = [TicketFilter.AssignedTo(Ids.User), TicketFilter.AssignedTo(Ids.Other), TicketFilter.State(closed: false)] },
            Cancel
        );
        Assert.Equal(["1", "2"], page.Items.Select(t => t.Number));
    }

    [Fact]
    public async Task Date_filters_of_one_facet_intersect()
    {
        Rows(Row(1, Ids.User, created: "2026-03-01T23:30:00"), Row(2, Ids.User, created: "2026-03-03T00:10:00"));
        var page = await _client.Tickets.QueryAsync(
            new()
            {
                Filters =
                [
                    TicketFilter.CreatedBetween(new(2026, 2, 1), new(2026, 3, 1)),
                    TicketFilter.CreatedBetween(new(2026, 3, 1), new(2026, 3, 31)),
                ],
            },
            Cancel
        );
        Assert.Equal(["1"], page.Items.Select(t => t.Number));
        Assert.Equal("daterange:02/01/2026-03/01/2026", _client.Site.Last.Json.GetProperty("Filters")[0].GetProperty("Value").GetString());
    }

    [Fact]
    public async Task Rows_of_other_products_are_left_out_without_blaming_the_server()
    {
        using var client = new ScriptedClient(o =>
        {
            o.ProductIds.Add(Ids.Ticketing);
            o.ProductIds.Add(Ids.Step);
        });
        client.Site.On(Query, Reply.Ok($$""" "Items":[{{Row(1, Ids.User, product: Ids.Team)}}] """));
        var page = await client.Tickets.QueryAsync(new(), Cancel);
        Assert.Equal((0, 1), (page.Items.Count, page.Outside.Count));
        Assert.DoesNotContain("ProductId", client.Site.Last.Headers.Keys);
    }

    [Fact]
    public async Task A_number_is_found_by_its_filter_in_one_call()
    {
        _client.Site.On(Query, Reply.Ok($$""" "Items":[{{Row(39181, Ids.User)}}] """));
        await _client.Lookups.SiteAsync(Cancel);
        using var tally = CallTally.Start();

        Assert.Equal("39181", (await _client.Tickets.FindByNumberAsync(" 39181 ", Cancel))!.Number);
        Assert.Equal(1, tally.Count);
        Assert.Equal("""[{"Facet":"ticketnumber","Value":"39181"}]""", _client.Site.Last.Json.GetProperty("Filters").GetRawText());
    }

    [Fact]
    public async Task An_unknown_number_causes_no_further_search()
    {
        Rows();
        Assert.Null(await _client.Tickets.FindByNumberAsync("T-1", Cancel));
        Assert.Single(_client.Site.Calls);
        Assert.Null(await _client.Tickets.FindByNumberAsync(" ", Cancel));
        Assert.Single(_client.Site.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task If_the_filter_was_dropped_a_number_is_searched_and_compared_exactly(bool scanKnowsIt)
    {
        var hit = Reply.Ok(
            $$""" "Item":{"Tickets":[{"TicketId":"{{Ids.Other}}","TicketNumber":"T-12"},{"TicketId":"{{Ids.Ticket}}","TicketNumber":"t-1"}]} """
        );
        Rows(Row(1, Ids.User), Row(2, Ids.User));
        _client
            .Site.On("POST /api/v1.0/search/scan", scanKnowsIt ? hit : Reply.Json(404, """{"StatusCode":404}"""))
            .On("POST /api/v1.0/search", hit)
            .On($"GET {Ids.TicketPath}", Reply.Ok($$""" "Item":{"TicketId":"{{Ids.Ticket}}","TicketNumber":"T-1","Subject":"whole"} """));

        Assert.Equal("whole", (await _client.Tickets.FindByNumberAsync("T-1", Cancel))!.Subject);
    }

    public void Dispose() => _client.Dispose();

    private void Rows(params string[] rows) =>
        _client.Site.On(
            Query,
            Reply.Ok(
                $$""" "ItemCount":{{rows.Length}},"Items":[{{string.Join(',', rows)}}],"Paging":{"TotalRows":1250,"PageCount":63,"PageSize":20,"PageIndex":0} """
            )
        );

    private static string Row(int number, Guid agent, bool closed = false, Guid? product = null, string created = "2026-03-01T08:00:00") =>
        $$"""
            {"TicketId":"77777777-0000-0000-0000-0000000{{number:00000}}","TicketNumber":"{{number}}","ProductId":"{{product
                ?? Ids.Ticketing}}",
            "AssignedToUserId":"{{agent}}","IsClosed":{{(closed ? "true" : "false")}},"CreatedDate":"{{created}}"}
            """;
}
