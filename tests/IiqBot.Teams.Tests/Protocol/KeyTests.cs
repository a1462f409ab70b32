using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class KeyTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_a_token_names_is_fetched_at_once()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message())).StatusCode);
        var rolled = host.Tokens.Publish("k2", "msteams");

        var response = await host.PostAsync(TestActivity.Message(), host.Tokens.Make(rolled, "k2"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_cause_repeated_fetches()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.PostAsync(TestActivity.Message());
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await host.PostAsync(TestActivity.Message(), host.Tokens.Make(host.Key, $"made-up-{i}"))).StatusCode
            );

        Assert.Equal(4, host.Tokens.Fetches); // two documents, at startup and for the first made-up id
    }

    [Fact]
    public async Task A_withdrawn_key_is_refused_after_a_day()
    {
        await using var host = await TeamsHost.StartAsync();
        var old = host.Key;
        await host.PostAsync(TestActivity.Message());
        host.Tokens.Publish("k2", "msteams");
        host.Tokens.Withdraw("k1");
        host.Time.Advance(TimeSpan.FromHours(25));

        // The first request starts the fetch of the keys and does not wait for it.
        while ((await host.PostAsync(TestActivity.Message(), host.Tokens.Make(old))).StatusCode != HttpStatusCode.Unauthorized) { }

        Assert.Equal(4, host.Tokens.Fetches); // two documents each time
    }

    [Fact]
    public async Task A_request_with_a_known_key_does_not_wait_for_a_fetch()
    {
        await using var host = await WithoutOtherLimitsAsync();
        await host.PostAsync(TestActivity.Message());
        host.Tokens.Hangs = true;
        host.Time.Advance(TimeSpan.FromHours(25));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.PostAsync(TestActivity.Message())))
            .WaitAsync(Long, Cancel);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await host.Tokens.Asked.Task.WaitAsync(Long, Cancel);
    }

    [Fact]
    public async Task A_fetch_that_hangs_is_cancelled_after_five_seconds()
    {
        await using var host = await WithoutOtherLimitsAsync();
        await host.PostAsync(TestActivity.Message());
        host.Tokens.Hangs = true;
        var asking = host.PostAsync(TestActivity.Message(), host.Tokens.Make(host.Key, "unknown"));
        await host.Tokens.Asked.Task.WaitAsync(Long, Cancel);
        Assert.False(asking.IsCompleted);

        host.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.Unauthorized, (await asking.WaitAsync(Long, Cancel)).StatusCode);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_fetched_requests_get_503_instead_of_401()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Tokens.IsDown = true;

        using var response = await host.PostAsync(TestActivity.Message());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"https://api.botframework.com","jwks_uri":"http://login.test/keys"}""")]
    public async Task Malformed_metadata_lets_nobody_in(string metadata)
    {
        await using var host = await TeamsHost.StartAsync();
        host.Tokens.MetadataBody = metadata;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(TestActivity.Message())).StatusCode);
    }

    [Fact]
    public async Task Known_keys_stay_valid_for_a_time_while_new_ones_cannot_be_fetched()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.PostAsync(TestActivity.Message());
        host.Tokens.IsDown = true;
        host.Time.Advance(TimeSpan.FromHours(30));
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message())).StatusCode);
        host.Time.Advance(TimeSpan.FromHours(50));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(TestActivity.Message())).StatusCode);
    }

    [Fact]
    public async Task A_key_service_that_is_down_is_not_called_for_every_request()
    {
        await using var host = await TeamsHost.StartAsync();
        host.Tokens.IsDown = true;
        for (var i = 0; i < 5; i++)
            await host.PostAsync(TestActivity.Message());
        Assert.Equal(1, host.Tokens.Fetches);
        host.Tokens.IsDown = false;
        host.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message())).StatusCode);
    }

    /// <summary>With only the adapter's own limit on how long a fetch may take.</summary>
    private static Task<TeamsHost> WithoutOtherLimitsAsync() =>
        TeamsHost.StartAsync(services: services =>
            services.AddHttpClient("teams-metadata").ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
        );
}
