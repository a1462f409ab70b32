using IiqBot.IncidentIq.Lookups;
using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

public sealed class LookupTests : IDisposable
{
    private const string ByEmail = "GET /api/v1.0/users/by-email/bb6cece8-e4f4-e511-a789-005056bb000e/o%27brien%2Bx%40maplewood.example";
    private const string Email = "o'brien+x@maplewood.example";
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_cached_only_for_the_configured_time()
    {
        _client.Site.On(ByEmail, Person("6d5fee76-e05e-43c0-b8e9-b8447746e504"), Person("6d5fee76-e05e-43c0-b8e9-b8447746e500"));
        var first = await _client.Lookups.UserByEmailAsync(Email, Cancel);
        var again = await _client.Lookups.UserByEmailAsync(" O'BRIEN+X@maplewood.example", Cancel);
        Assert.Same(first, again);
        Assert.Equal(UserRole.Agent, first!.Role);

        _client.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(UserRole.NoAccess, (await _client.Lookups.UserByEmailAsync(Email, Cancel))!.Role);
        Assert.Equal(2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task A_forgotten_person_is_looked_up_again()
    {
        _client.Site.On(ByEmail, Person("6d5fee76-e05e-43c0-b8e9-b8447746e503"), Person("6d5fee76-e05e-43c0-b8e9-b8447746e504"));
        Assert.Equal(UserRole.Staff, (await _client.Lookups.UserByEmailAsync(Email, Cancel))!.Role);
        await _client.Lookups.ForgetUserAsync(Email.ToUpperInvariant(), Cancel);
        Assert.Equal(UserRole.Agent, (await _client.Lookups.UserByEmailAsync(Email, Cancel))!.Role);
    }

    [Fact]
    public async Task A_lookup_that_was_running_when_the_person_was_forgotten_is_not_cached()
    {
        var old = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On(ByEmail, new Reply(_ => old.Task), Person("6d5fee76-e05e-43c0-b8e9-b8447746e504"));
        var before = _client.Lookups.UserByEmailAsync(Email, Cancel);
        await _client.Site.ArrivalAsync();
        await _client.Lookups.ForgetUserAsync(Email, Cancel);
        old.SetResult(await Person("6d5fee76-e05e-43c0-b8e9-b8447746e503").GiveAsync(Cancel));

        Assert.Equal(UserRole.Staff, (await before)!.Role);
        Assert.Equal(UserRole.Agent, (await _client.Lookups.UserByEmailAsync(Email, Cancel))!.Role);
    }

    [Fact]
    public async Task A_missing_person_is_cached_only_briefly()
    {
        _client.Site.On(ByEmail, Reply.Json(404, """{"StatusCode":404}"""), Person("6d5fee76-e05e-43c0-b8e9-b8447746e503"));
        Assert.Null(await _client.Lookups.UserByEmailAsync(Email, Cancel));
        Assert.Null(await _client.Lookups.UserByEmailAsync(Email, Cancel));
        Assert.Single(_client.Site.Calls);

        _client.Time.Advance(TimeSpan.FromSeconds(21));
        Assert.NotNull(await _client.Lookups.UserByEmailAsync(Email, Cancel));
    }

    [Theory]
    [InlineData(""" "Email":"somebody.else@maplewood.example" """)]
    [InlineData(""" "Name":"No e-mail" """)]
    [InlineData(""" "Email":"o'brien+x@maplewood.example","IsDeleted":true """)]
    public async Task An_answer_about_another_person_counts_as_nobody(string members)
    {
        _client.Site.On(ByEmail, Reply.Ok($$""" "Item":{"UserId":"{{Ids.User}}",{{members}}} """));
        Assert.Null(await _client.Lookups.UserByEmailAsync(Email, Cancel));
    }

    [Fact]
    public async Task Deactivated_accounts_are_not_offered()
    {
        var people = Reply.Ok(
            $$"""
            "Items":[{"UserId":"{{Ids.User}}","Name":"Old Hand","IsActive":false},{"UserId":"{{Ids.Other}}","Name":"New Hand","IsActive":true}]
            """
        );
        _client.Site.On("POST /api/v1.0/users", people).On("POST /api/v1.0/users/agents", people);
        Assert.Equal(["New Hand"], (await _client.Lookups.SearchUsersAsync("hand", 10, Cancel)).Select(u => u.Name));
        Assert.Equal(["New Hand"], (await _client.Lookups.AgentsAsync(Cancel)).Select(u => u.Name));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("0", false)]
    [InlineData("true", true)]
    [InlineData("null", true)]
    public async Task Whether_an_account_is_active_is_read(string member, bool isActive)
    {
        _client.Site.On(ByEmail, Reply.Ok($$""" "Item":{"UserId":"{{Ids.User}}","Email":"{{Email}}","IsActive":{{member}}} """));
        Assert.Equal(isActive, (await _client.Lookups.UserByEmailAsync(Email, Cancel))!.IsActive);
    }

    [Fact]
    public async Task Failures_are_not_cached()
    {
        _client.Site.On(ByEmail, Reply.Json(403, """{"StatusCode":403}"""), Person("6d5fee76-e05e-43c0-b8e9-b8447746e503"));
        await Assert.ThrowsAsync<IncidentIqException>(() => _client.Lookups.UserByEmailAsync(Email, Cancel));
        Assert.NotNull(await _client.Lookups.UserByEmailAsync(Email, Cancel));
    }

    [Fact]
    public async Task Concurrent_callers_share_one_call_and_one_of_them_may_cancel()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On("GET /api/v1.0/teams/all", new Reply(_ => answer.Task));
        using var leaver = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var leaving = _client.Lookups.TeamsAsync(leaver.Token);
        await _client.Site.ArrivalAsync();
        var staying = _client.Lookups.TeamsAsync(Cancel);
        await leaver.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        answer.SetResult(await Reply.Ok($$""" "Items":[{"TeamId":"{{Ids.Team}}","TeamName":"Network"}] """).GiveAsync(Cancel));
        Assert.Equal([new Team(Ids.Team, "Network")], await staying);
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_call_that_fills_the_cache_counts_for_the_caller()
    {
        using var tally = CallTally.Start();
        await _client.Lookups.SiteAsync(Cancel);
        await _client.Lookups.SiteAsync(Cancel);
        Assert.Equal(1, tally.Count);
    }

    [Fact]
    public async Task Lists_are_cached_and_returned_unchanged()
    {
        _client.Site.On(
            "GET /api/v1.0/tickets/priorities",
            Reply.Ok(
                """
                "Items":[{"PriorityLevelId":"c4d0574a-2243-e611-a93b-a45e60e682da","Name":"Medium","Min":51,"Max":93,"Color":"#fcb916"},
                {"PriorityLevelId":"c3d0574a-2243-e611-a93b-a45e60e682da","Name":"Low","Min":-99999,"Max":50,"Color":"javascript"}]
                """
            )
        );
        var first = await _client.Lookups.PrioritiesAsync(Cancel);
        Assert.Same(first, await _client.Lookups.PrioritiesAsync(Cancel));
        Assert.Equal(["Low", "Medium"], first.Select(p => p.Name));
        Assert.Equal([null, "#fcb916"], first.Select(p => p.Color));
    }

    [Fact]
    public async Task Long_lists_are_read_page_by_page()
    {
        _client.Site.On("GET /api/v2.0/locations/all", Locations(2, 1, 10), Locations(2, 2, 9));
        Assert.Equal(["School 1", "School 2", "School 9", "School 10"], (await _client.Lookups.LocationsAsync(Cancel)).Select(l => l.Name));
        Assert.Equal(["?$s=1000&$p=0", "?$s=1000&$p=1"], _client.Site.Calls.Select(c => c.Query));
    }

    [Fact]
    public async Task A_server_that_ignores_the_page_is_not_called_forever()
    {
        _client.Site.On("GET /api/v2.0/locations/all", Locations(99, 1, 2));
        Assert.Equal(2, (await _client.Lookups.LocationsAsync(Cancel)).Count);
        Assert.Equal(2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task Rooms_of_another_building_are_left_out()
    {
        _client.Site.On(
            $"POST /api/v2.0/locations/{Ids.Location}/rooms",
            Reply.Ok(
                $$"""
                "Items":[{"LocationRoomId":"{{Ids.Step}}","LocationId":"{{Ids.Location}}","Name":"204"},{"LocationRoomId":"{{Ids.User}}","LocationId":"{{Ids.Team}}","Name":"9"}],
                "Paging":{"PageNumber":1,"PageSize":25,"Total":2}
                """
            )
        );
        Assert.Equal([new Room(Ids.Step, Ids.Location, "204")], await _client.Lookups.RoomsAsync(Ids.Location, Cancel));
        Assert.Equal("""{"RequestOptions":{"Paging":{"PageSize":1000,"PageIndex":0}}}""", _client.Site.Calls[0].Body);
    }

    [Fact]
    public async Task Issues_are_requested_by_product_and_others_are_left_out()
    {
        _client.Site.On(
            "POST /api/v1.0/issues",
            Reply.Ok(
                $$"""
                "Items":[{"IssueId":"{{Ids.Issue}}","Name":"No picture","IssueTypeId":"{{Ids.Step}}","IssueCategoryName":"Projector","ProductId":"{{Ids.Ticketing}}"},
                {"IssueId":"{{Ids.User}}","Name":"Leaking roof","ProductId":"{{Ids.Team}}"}]
                """
            )
        );
        Assert.Equal("Projector › No picture", Assert.Single(await _client.Lookups.IssuesAsync(Cancel)).FullName);
        Assert.Equal($$"""{"ProductId":"{{Ids.Ticketing}}","SiteScope":"Aggregate","Strategy":"All"}""", _client.Site.Last.Body);
    }

    [Theory]
    [InlineData("Item")]
    [InlineData("Items")]
    public async Task Close_reasons_are_read_under_either_name(string member)
    {
        _client.Site.On(
            "GET /api/v1.0/resolutions/close-reason-types",
            Reply.Ok(
                $$"""
                "{{member}}":[{"CloseReasonTypeId":"C98AE44E-ADA0-4AE7-AE30-817785C00002","Name":"Resolved"},
                {"CloseReasonTypeId":"C98AE44E-ADA0-4AE7-AE30-817785C00004","Name":"Duplicado"}]
                """
            )
        );
        Assert.Equal(
            [("Resolved", false), ("Duplicado", true)],
            (await _client.Lookups.CloseReasonsAsync(Cancel)).Select(r => (r.Name, r.IsCancel))
        );
    }

    [Fact]
    public async Task People_found_by_words_must_contain_the_words()
    {
        _client.Site.On(
            "POST /api/v1.0/users",
            Reply.Ok(
                $$"""
                "Items":[{"UserId":"{{Ids.User}}","FirstName":"Ada","LastName":"Example"},{"UserId":"{{Ids.Other}}","Name":"Bob","Email":"bob@maplewood.example"}]
                """
            )
        );
        Assert.Equal(["Ada Example"], (await _client.Lookups.SearchUsersAsync("example  ada", 5, Cancel)).Select(u => u.Name));
        Assert.Equal("?$s=5&$p=0", _client.Site.Last.Query);
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => _client.Lookups.SearchUsersAsync("zoe", 5, Cancel));
        Assert.Equal(IncidentIqFailure.FilterIgnored, failure.Failure);
    }

    [Fact]
    public async Task People_found_by_words_are_cached_as_long_as_people()
    {
        _client.Site.On(
            "POST /api/v1.0/users",
            Reply.Ok($$""" "Items":[{"UserId":"{{Ids.User}}","FirstName":"Ada","LastName":"Example"}] """)
        );
        await _client.Lookups.SearchUsersAsync("ada", 5, Cancel);
        await _client.Lookups.SearchUsersAsync(" ADA ", 5, Cancel);
        Assert.Single(_client.Site.Calls);

        await _client.Lookups.SearchUsersAsync("ada", 6, Cancel);
        _client.Time.Advance(TimeSpan.FromMinutes(5));
        await _client.Lookups.SearchUsersAsync("ada", 5, Cancel);
        Assert.Equal(3, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task A_site_without_a_known_time_zone_says_what_to_set()
    {
        _client.Site.On("GET /api/v1.0/sites/district.test", Reply.Ok(""" "Item":{"Name":"x","TimeZone":"Moon/Crater"} """));
        var failure = await Assert.ThrowsAsync<IncidentIqException>(() => _client.Lookups.SiteAsync(Cancel));
        Assert.Contains("IncidentIq:TimeZone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_time_zone_wins_and_needs_no_site()
    {
        using var client = new ScriptedClient(o => o.TimeZone = "America/Denver");
        client.Site.On("GET /api/v1.0/sites/district.test", Reply.Json(404, """{"StatusCode":404}"""));
        var site = await client.Lookups.SiteAsync(Cancel);
        Assert.Equal((ScriptedClient.SiteId, "America/Denver"), (site.Id, site.TimeZone.Id));
    }

    public void Dispose() => _client.Dispose();

    private static Reply Person(string roleId) =>
        Reply.Ok(
            $$""" "Item":{"UserId":"{{Ids.User}}","Name":"Pat O'Brien","Email":"O'Brien+X@maplewood.example","RoleId":"{{roleId}}"} """
        );

    private static Reply Locations(int pages, params int[] numbers)
    {
        var rows = numbers.Select(n =>
            $$"""{"LocationId":"55555555-0000-0000-0000-0000000000{{n:00}}","Name":"School {{n}}","LocationType":"School"}"""
        );
        return Reply.Ok($$""" "Items":[{{string.Join(',', rows)}}],"Paging":{"TotalRows":4,"PageCount":{{pages}} } """);
    }
}
