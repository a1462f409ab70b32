using System.Globalization;
using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

/// <summary>Searches for people while a person types.</summary>
public sealed class PeopleSearchTests : IDisposable
{
    private const int Limit = 3;
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_longer_query_is_answered_from_the_people_found_before()
    {
        Answers(People("Alma Dal", "Alma Ng"));
        await FindAsync("alma");

        Assert.Equal(["Alma Dal"], await FindAsync("alma d"));
        Assert.Equal(["Alma Dal"], await FindAsync("ALMA  DAL"));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task Values_other_than_the_name_narrow_the_result_too()
    {
        Answers(
            Reply.Ok(
                $$""" "Items":[{"UserId":"{{Ids.User}}","Name":"Alma Dal","Username":"adal7"},{"UserId":"{{Ids.Other}}","Name":"Ada Ng","SchoolIdNumber":"700412"}] """
            )
        );
        await FindAsync("a");
        Answers(
            Reply.Ok(
                $$""" "Items":[{"UserId":"{{Ids.User}}","Name":"Alma Dal","Username":"adal7"},{"UserId":"{{Ids.Other}}","Name":"Ada Ng","SchoolIdNumber":"700412"}] """
            )
        );
        await FindAsync("7");

        Assert.Equal(["Alma Dal"], await FindAsync("adal7"));
        Assert.Equal(["Ada Ng"], await FindAsync("7004"));
        Assert.Equal(2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task If_the_first_result_was_cut_a_longer_query_asks_Incident_IQ_again()
    {
        Answers(People("Alma Dal", "Alma Ng", "Alma Li"), People("Alma Dal", "Alma Dalton"));
        await FindAsync("alma");

        Assert.Equal(["Alma Dal", "Alma Dalton"], await FindAsync("alma dal"));
    }

    [Theory]
    [InlineData(Limit, 2, 5, false)] // the page was cut short
    [InlineData(Limit, 3, 3, true)]
    [InlineData(1015, 99, null, true)]
    [InlineData(1015, 100, null, false)] // it may have been cut short
    [InlineData(1015, 120, 120, true)]
    [InlineData(1015, 100, 120, false)]
    [InlineData(1015, 2, 0, false)] // a count of 0 means that nothing was counted
    public async Task Only_the_count_of_Incident_IQ_proves_that_a_large_page_is_complete(int limit, int rows, int? total, bool isAll)
    {
        var names = Enumerable.Range(0, rows).Select(number => $"Alma {number}").ToArray();
        Answers(People(total, names), People("Alma 1", "Alma 1000"));
        await FindAsync("alma", limit);

        await FindAsync("alma 1", limit);

        Assert.Equal(isAll ? 1 : 2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task If_nobody_found_before_matches_Incident_IQ_is_asked_again()
    {
        Answers(People("Al Fry"), People("Alma Dal"));
        await FindAsync("al");

        Assert.Equal(["Alma Dal"], await FindAsync("alma"));
    }

    [Fact]
    public async Task A_running_search_answers_a_longer_query_too()
    {
        var (first, second) = (new TaskCompletionSource<HttpResponseMessage>(), new TaskCompletionSource<HttpResponseMessage>());
        Answers(new Reply(_ => first.Task), new Reply(_ => second.Task));
        var shorter = FindAsync("alm");
        await _client.Site.ArrivalAsync();
        var longer = FindAsync("alma d");
        await _client.Site.ArrivalAsync();
        first.SetResult(await People("Alma Dal", "Alma Ng").GiveAsync(Cancel));

        Assert.Equal(["Alma Dal"], await longer.WaitAsync(TimeSpan.FromMinutes(2), Cancel));
        Assert.Equal(2, (await shorter).Count);
        second.SetResult(await People("Alma Dal").GiveAsync(Cancel));
    }

    [Fact]
    public async Task A_running_search_that_fails_or_is_cut_does_not_delay_a_longer_query()
    {
        var (first, second) = (new TaskCompletionSource<HttpResponseMessage>(), new TaskCompletionSource<HttpResponseMessage>());
        Answers(new Reply(_ => first.Task), new Reply(_ => second.Task), People("Alma Dal"));
        var (failing, crowded) = (FindAsync("al"), FindAsync("alm"));
        await _client.Site.ArrivalAsync();
        await _client.Site.ArrivalAsync();
        var longer = FindAsync("alma");

        Assert.Equal(["Alma Dal"], await longer.WaitAsync(TimeSpan.FromMinutes(2), Cancel));
        first.SetResult(await Reply.Json(403, """{"StatusCode":403}""").GiveAsync(Cancel));
        second.SetResult(await People("Alma Dal", "Alma Ng", "Alma Li").GiveAsync(Cancel));
        await Task.WhenAny(failing, crowded);
    }

    [Fact]
    public async Task A_result_for_longer_queries_expires_like_any_cached_person()
    {
        Answers(People("Alma Dal"), People("Alma Dalton"));
        await FindAsync("alma");
        _client.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["Alma Dalton"], await FindAsync("alma d"));
    }

    public void Dispose() => _client.Dispose();

    private void Answers(params Reply[] replies) => _client.Site.On("POST /api/v1.0/users", replies);

    private async Task<List<string>> FindAsync(string words, int limit = Limit) =>
        [.. (await _client.Lookups.SearchUsersAsync(words, limit, Cancel)).Select(person => person.Name)];

    private static Reply People(params string[] names) => People(null, names);

    private static Reply People(int? total, string[] names) =>
        Reply.Ok(
            $$""" "Paging":{"TotalRows":{{total?.ToString(CultureInfo.InvariantCulture) ?? "null"}} },"Items":[{{string.Join(',', names.Select(name => $$"""{"UserId":"{{Guid.NewGuid()}}","Name":"{{name}}"}"""))}}] """
        );
}
