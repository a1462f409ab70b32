using System.Globalization;
using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

/// <summary>People searched for while somebody types.</summary>
public sealed class PeopleSearchTests : IDisposable
{
    private const int Limit = 3;
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_types_on_is_answered_from_all_who_were_found_before()
    {
        Answers(People("Alma Dal", "Alma Ng"));
        await FindAsync("alma");

        Assert.Equal(["Alma Dal"], await FindAsync("alma d"));
        Assert.Equal(["Alma Dal"], await FindAsync("ALMA  DAL"));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task What_does_not_stand_in_the_name_narrows_as_well()
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
    public async Task Where_there_were_more_than_were_asked_for_Incident_IQ_is_asked_again()
    {
        Answers(People("Alma Dal", "Alma Ng", "Alma Li"), People("Alma Dal", "Alma Dalton"));
        await FindAsync("alma");

        Assert.Equal(["Alma Dal", "Alma Dalton"], await FindAsync("alma dal"));
    }

    [Theory]
    [InlineData(Limit, 2, 5, false)] // the page was cut short
    [InlineData(Limit, 3, 3, true)]
    [InlineData(1015, 99, null, true)]
    [InlineData(1015, 100, null, false)] // may have been cut short
    [InlineData(1015, 120, 120, true)]
    [InlineData(1015, 100, 120, false)]
    [InlineData(1015, 2, 0, false)] // counts nothing
    public async Task Only_Incident_IQs_count_proves_that_a_large_page_holds_everybody(int limit, int rows, int? total, bool isAll)
    {
        var names = Enumerable.Range(0, rows).Select(number => $"Alma {number}").ToArray();
        Answers(People(total, names), People("Alma 1", "Alma 1000"));
        await FindAsync("alma", limit);

        await FindAsync("alma 1", limit);

        Assert.Equal(isAll ? 1 : 2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task That_nobody_is_among_them_is_no_proof()
    {
        Answers(People("Al Fry"), People("Alma Dal"));
        await FindAsync("al");

        Assert.Equal(["Alma Dal"], await FindAsync("alma"));
    }

    [Fact]
    public async Task A_search_under_way_serves_whoever_has_typed_on_meanwhile()
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
    public async Task A_search_under_way_that_fails_or_finds_too_many_is_not_waited_for()
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
    public async Task What_was_found_is_no_older_than_people_are_also_for_whoever_types_on()
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
