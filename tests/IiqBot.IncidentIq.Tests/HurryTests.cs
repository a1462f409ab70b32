using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

/// <summary>Callers with a deadline, and a call for the same list without one: the first loading of the lists, or a renewal.</summary>
public sealed class HurryTests : IDisposable
{
    private const string Route = "GET /api/v1.0/teams/all";
    private static readonly TimeSpan Hung = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(40);
    private readonly ScriptedClient _client = new();
    private readonly TaskCompletionSource<HttpResponseMessage> _slow = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_with_a_deadline_skips_a_hanging_call_and_its_result_is_cached()
    {
        _client.Site.On(Route, Slow, Team("New"));
        var unhurried = UnhurriedAsync();
        await ArrivalAsync();
        _client.Time.Advance(Attempt);

        Assert.Equal("New", await HurryAsync());
        Assert.Equal("New", await AskAsync());
        Assert.Equal(2, _client.Site.Calls.Count);

        _slow.SetResult(await Team("Slow").GiveAsync(Cancel));
        Assert.Equal("Slow", await unhurried);
        Assert.Equal("New", await AskAsync()); // the later call has the newer answer
    }

    [Fact]
    public async Task A_caller_with_a_deadline_shares_a_call_that_is_still_young()
    {
        _client.Site.On(Route, Slow);
        var unhurried = UnhurriedAsync();
        await ArrivalAsync();
        _client.Time.Advance(Attempt - TimeSpan.FromSeconds(1));

        var hurried = HurryAsync();
        _slow.SetResult(await Team("Slow").GiveAsync(Cancel));

        Assert.Equal(("Slow", "Slow"), (await hurried, await unhurried));
        Assert.Single(_client.Site.Calls);
    }

    [Fact]
    public async Task A_slow_answer_is_cached_until_a_newer_call_answers()
    {
        var anew = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On(Route, Slow, new Reply(_ => anew.Task));
        var unhurried = UnhurriedAsync();
        await ArrivalAsync();
        _client.Time.Advance(Attempt);
        var hurried = HurryAsync();
        await ArrivalAsync();

        _slow.SetResult(await Team("Slow").GiveAsync(Cancel));
        await unhurried;

        Assert.Equal("Slow", await AskAsync());
        anew.SetResult(await Team("New").GiveAsync(Cancel));
        Assert.Equal("New", await hurried);
        Assert.Equal("New", await AskAsync());
    }

    [Fact]
    public async Task Two_callers_with_deadlines_share_one_call()
    {
        var anew = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On(Route, Slow, new Reply(_ => anew.Task));
        var unhurried = UnhurriedAsync();
        await ArrivalAsync();
        _client.Time.Advance(Attempt);

        var (first, second) = (HurryAsync(), HurryAsync());
        anew.SetResult(await Team("New").GiveAsync(Cancel));

        Assert.Equal(("New", "New"), (await first, await second));
        Assert.Equal(2, _client.Site.Calls.Count);
        _slow.SetResult(await Team("Slow").GiveAsync(Cancel));
        await unhurried;
    }

    public void Dispose() => _client.Dispose();

    private Reply Slow => new(_ => _slow.Task);

    private static Reply Team(string name) => Reply.Ok($$""" "Items":[{"TeamId":"{{Ids.Team}}","TeamName":"{{name}}"}] """);

    private Task ArrivalAsync() => _client.Site.ArrivalAsync().WaitAsync(Hung, Cancel);

    private async Task<string> UnhurriedAsync()
    {
        using var unhurried = CallDeadline.Unhurried();
        return await AskAsync();
    }

    private async Task<string> HurryAsync()
    {
        using var deadline = CallDeadline.In(Attempt * 2, _client.Time);
        return await AskAsync();
    }

    private async Task<string> AskAsync() => Assert.Single(await _client.Lookups.TeamsAsync(Cancel).WaitAsync(Hung, Cancel)).Name;
}
