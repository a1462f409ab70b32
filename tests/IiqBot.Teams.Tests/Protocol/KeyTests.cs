using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class KeyTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_is_fetched_at_once_when_a_token_names_it()
    {
        await using var host = await TeamsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(TestActivity.Message())).StatusCode);
        var rolled = host.Tokens.Publish("k2", "msteams");

        var response = await host.PostAsync(TestActivity.Message(), host.Tokens.Make(rolled, "k2"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_make_the_bot_fetch_again_and_again()
    {
        await using var host = await TeamsHost.StartAsync();
        await host.PostAsync(TestActivity.Message());
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await host.PostAsync(TestActivity.Message(), host.Tokens.Make(host.Key, $"made-up-{i}"))).StatusCode
            );

        Assert.Equal(4, host.Tokens.Fetches); // two documents, at the start and for the first made-up id
    }

    [Fact]
    public async Task A_withdrawn_key_stops_to_count_after_a_day()
    {
        await using var host = await TeamsHost.StartAsync();
        var old = host.Key;
        await host.PostAsync(TestActivity.Message());
        host.Tokens.Publish("k2", "msteams");
        host.Tokens.Withdraw("k1");
        host.Time.Advance(TimeSpan.FromHours(25));

        // The first one has the keys fetched, and waits no more than others do.
        while ((await host.PostAsync(TestActivity.Message(), host.Tokens.Make(old))).StatusCode != HttpStatusCode.Unauthorized) { }

        Assert.Equal(4, host.Tokens.Fetches); // two documents each time
    }

    [Fact]
    public async Task A_request_with_a_known_key_does_not_wait_while_the_keys_are_fetched()
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
    public async Task A_fetch_that_hangs_is_given_up_after_five_seconds()
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
    public async Task Nobody_is_refused_as_unauthorized_while_the_keys_cannot_be_had()
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
    public async Task Nonsense_for_metadata_is_no_reason_to_let_anybody_in(string metadata)
    {
        await using var host = await TeamsHost.StartAsync();
        host.Tokens.MetadataBody = metadata;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(TestActivity.Message())).StatusCode);
    }

    [Fact]
    public async Task Known_keys_serve_on_while_new_ones_cannot_be_had_but_not_for_ever()
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
    public async Task A_service_that_is_down_is_not_asked_for_every_request_and_is_asked_again_later()
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

    /// <summary>With nothing but the adapter's own limit on how long a fetch may take.</summary>
    private static Task<TeamsHost> WithoutOtherLimitsAsync() =>
        TeamsHost.StartAsync(services: services =>
            services.AddHttpClient("teams-metadata").ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
        );
}
