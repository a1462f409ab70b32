using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

/// <summary>Lists that are no longer fresh are still returned, and renewed in the background.</summary>
public sealed class RenewalTests : IDisposable
{
    private const string Route = "GET /api/v1.0/teams/all";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_list_is_returned_at_once_and_one_call_renews_it()
    {
        var renewed = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On(Route, Team("Old"), new Reply(_ => renewed.Task));
        await AskAsync();
        _client.Time.Advance(Fresh);

        Assert.Equal("Old", await AskAsync());
        Assert.Equal("Old", await AskAsync());
        renewed.SetResult(await Team("New").GiveAsync(Cancel));
        await UntilAsync(async () => await AskAsync() == "New");

        Assert.Equal(2, _client.Site.Calls.Count);
    }

    [Fact]
    public async Task A_renewal_counts_for_no_caller_and_ignores_their_deadlines()
    {
        var renewed = new TaskCompletionSource<HttpResponseMessage>();
        _client.Site.On(Route, Team("Old"), new Reply(_ => renewed.Task));
        await AskAsync();
        _client.Time.Advance(Fresh);
        await _client.Site.ArrivalAsync();

        using (var tally = CallTally.Start())
        using (CallDeadline.In(TimeSpan.FromSeconds(45), _client.Time))
        {
            Assert.Equal("Old", await AskAsync());
            await _client.Site.ArrivalAsync();
            Assert.Equal(0, tally.Count);
        }

        _client.Time.Advance(TimeSpan.FromSeconds(50)); // longer than an attempt may take while a caller waits
        renewed.SetResult(await Team("New").GiveAsync(Cancel));
        await UntilAsync(async () => await AskAsync() == "New");
    }

    [Fact]
    public async Task In_an_outage_the_last_list_is_used_for_at_most_a_day()
    {
        _client.Site.On(Route, Team("Old"), Reply.Json(403, """{"StatusCode":403}"""));
        await AskAsync();
        for (var minutes = 0; minutes < 24 * 60; minutes += 15)
        {
            _client.Time.Advance(Fresh);
            Assert.Equal("Old", await AskAsync());
        }

        _client.Time.Advance(Fresh);
        await Assert.ThrowsAsync<IncidentIqException>(AskAsync);
    }

    [Fact]
    public async Task A_failed_renewal_is_retried_after_a_pause()
    {
        _client.Site.On(Route, Team("Old"), Reply.Json(403, """{"StatusCode":403}"""), Team("New"));
        await AskAsync();
        _client.Time.Advance(Fresh);
        await AskAsync();
        await UntilAsync(() => Task.FromResult(_client.Site.Calls.Count == 2));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("Old", await AskAsync());
            await Task.Delay(1, Cancel);
        }

        Assert.Equal(2, _client.Site.Calls.Count);
        _client.Time.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(async () => await AskAsync() == "New");
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> AskAsync() => Assert.Single(await _client.Lookups.TeamsAsync(Cancel)).Name;

    private static Reply Team(string name) => Reply.Ok($$""" "Items":[{"TeamId":"{{Ids.Team}}","TeamName":"{{name}}"}] """);

    // Nobody waits for a renewal, so nothing signals its end.
    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        for (var tries = 0; !await isTrue(); tries++)
        {
            Assert.True(tries < 20_000, "It did not come true.");
            await Task.Delay(5, Cancel);
        }
    }
}
