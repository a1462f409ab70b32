using IiqBot.IncidentIq.Tests.Scripted;
using IiqBot.IncidentIq.Tickets;
using IiqBot.Tests.Time;

namespace IiqBot.IncidentIq.Tests;

/// <summary>A search by words trusts the server if it applies the words, and checks the rows itself if the server drops them.</summary>
public sealed class KeywordTests : IDisposable
{
    private const string Query = "POST /api/v1.0/tickets";
    private const string Lamp = """ "Subject":"Dim lamp" """;
    private const string Other = """ "Subject":"Screen cracked" """;
    private static readonly Reply Nothing = Reply.Ok(""" "Items":[],"Paging":{"TotalRows":0} """);
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Asked => _client.Site.Calls.Count;

    [Theory]
    [InlineData("lamp", """ "Subject":"DIM LAMPS" """)]
    [InlineData("dim, lamp!", """ "Subject":"Lamp","IssueDescription":"<p>it is <b>di</b>m</p>" """)]
    [InlineData("T-12", """ "TicketNumber":"t-12" """)]
    [InlineData("??", """ "Subject":"What??" """)]
    [InlineData("rosa", """ "For":{"UserId":"77777777-0000-0000-0000-000000000009","Name":"Rosa Requester"} """)]
    [InlineData("rosa@maplewood", """ "Owner":{"UserId":"77777777-0000-0000-0000-000000000009","Email":"rosa@maplewood.example"} """)]
    [InlineData(
        "tess network",
        """ "AssignedToUser":{"UserId":"77777777-0000-0000-0000-000000000009","Name":"Tess"},"AssignedToTeam":{"TeamId":"77777777-0000-0000-0000-000000000008","TeamName":"Network Team"} """
    )]
    [InlineData(
        "oak 204 window",
        """ "Location":{"Name":"Oak Elementary"},"LocationRoom":{"Name":"Room 204"},"LocationDetails":"by the window" """
    )]
    [InlineData(
        "projector lamp",
        """ "Issue":{"IssueId":"77777777-0000-0000-0000-000000000007","Name":"Lamp","IssueCategoryName":"Projector"} """
    )]
    [InlineData(
        "vendor progress",
        """ "WorkflowStep":{"WorkflowStepId":"77777777-0000-0000-0000-000000000006","StepName":"Waiting on Vendor","StatusName":"In Progress"} """
    )]
    public async Task Rows_that_show_the_words_need_no_check_of_the_server(string words, string members)
    {
        Answers(Rows(members));
        Assert.Equal((1, 0), await SearchAsync(words));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task If_the_server_filters_rows_without_the_words_stay_checked_every_10_minutes()
    {
        Answers(Rows(Lamp, Other), Nothing, Rows(Lamp, Other));
        Assert.Equal((2, 0), await SearchAsync("lamp", TicketFilter.State(closed: false)));
        Assert.Equal(2, Asked);
        var proof = _client.Site.Last;
        Assert.Equal("?$s=1&$p=0", proof.Query);
        Assert.Equal(Ids.Ticketing.ToString(), proof.Headers["ProductId"]);
        var filters = proof.Json.GetProperty("Filters").EnumerateArray().ToList();
        Assert.Equal(["ticketstate", "keyword"], filters.Select(f => f.GetProperty("Facet").GetString()));
        Assert.Matches("^[0-9a-f]{32}$", filters[1].GetProperty("Value").GetString());

        _client.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((2, 0), await SearchAsync("lamp"));
        Assert.Equal(3, Asked);
        _client.Time.Advance(TimeSpan.FromMinutes(1));
        Answers(Rows(Lamp, Other), Nothing);
        Assert.Equal((2, 0), await SearchAsync("lamp"));
        Assert.Equal(5, Asked);
    }

    [Fact]
    public async Task If_the_server_drops_the_words_only_rows_that_show_all_of_them_stay()
    {
        Answers(Rows(Lamp, Other, """ "Subject":"Dim screen" """), Rows(Other), Rows(Lamp, Other));
        Assert.Equal((1, 2), await SearchAsync("dim lamp"));
        Assert.Equal((1, 1), await SearchAsync("lamp"));
        Assert.Equal(3, Asked);
    }

    [Fact]
    public async Task If_the_server_drops_the_words_and_no_row_shows_them_the_filter_was_ignored()
    {
        Answers(Rows(Other, Other));
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => SearchAsync("lamp"));
        Assert.Equal(IncidentIqFailure.FilterIgnored, failure.Failure);
    }

    [Fact]
    public async Task A_row_outside_another_filter_proves_nothing_about_the_words()
    {
        Answers(Rows(Lamp, $""" {Other},"IsClosed":true """));
        Assert.Equal((1, 1), await SearchAsync("lamp", TicketFilter.State(closed: false)));
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task A_list_without_words_needs_no_check_of_the_server()
    {
        Answers(Rows(Other));
        Assert.Single((await _client.Tickets.QueryAsync(new() { Filters = [TicketFilter.State(closed: false)] }, Cancel)).Items);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task A_check_that_fails_keeps_the_rows_and_is_not_repeated_at_once()
    {
        Answers(Rows(Other), Reply.Json(403, "{}"), Rows(Other));
        Assert.Equal((1, 0), await SearchAsync("lamp"));
        Assert.Equal((1, 0), await SearchAsync("lamp"));
        Assert.Equal(3, Asked);

        _client.Time.Advance(TimeSpan.FromSeconds(21));
        Answers(Rows(Lamp, Other), Rows(Other));
        Assert.Equal((1, 1), await SearchAsync("lamp"));
    }

    [Fact]
    public async Task A_check_that_hangs_leaves_half_of_the_time_for_the_answer()
    {
        var start = _client.Time.GetUtcNow();
        using var deadline = CallDeadline.In(TimeSpan.FromSeconds(100), _client.Time);
        Answers(Rows(Other), Reply.Hangs());
        await _client.Lookups.SiteAsync(Cancel);
        var search = SearchAsync("lamp");
        await _client.Site.ArrivalAsync();
        await _client.Site.ArrivalAsync();

        Assert.Equal((1, 0), await PassingTime.UntilAsync(_client.Time, search, TimeSpan.FromMilliseconds(500)));
        Assert.InRange(_client.Time.GetUtcNow() - start, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));
    }

    public void Dispose() => _client.Dispose();

    private void Answers(params Reply[] replies) => _client.Site.On(Query, replies);

    private async Task<(int Shown, int LeftOut)> SearchAsync(string words, params TicketFilter[] more)
    {
        var page = await _client.Tickets.QueryAsync(new() { Filters = [.. more, TicketFilter.Keyword(words)] }, Cancel);
        return (page.Items.Count, page.Outside.Count);
    }

    private static Reply Rows(params string[] rows) =>
        Reply.Ok(
            $$""" "Items":[{{string.Join(',', rows.Select(members => $$"""{"TicketId":"{{Guid.NewGuid()}}","ProductId":"{{Ids.Ticketing}}",{{members}}}"""))}}],"Paging":{"TotalRows":1250} """
        );
}
