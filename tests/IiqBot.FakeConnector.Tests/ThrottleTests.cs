namespace IiqBot.FakeConnector.Tests;

public sealed class ThrottleTests : TeamsTest
{
    [Fact]
    public async Task The_eighth_message_in_a_second_is_refused_with_the_time_to_wait()
    {
        await SendManyAsync(7);
        var refused = await SendAsync();
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        await RefusedAsync(refused, 429, "Throttled");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendManyAsync(1);
        Teams.AssertClean();
    }

    [Fact]
    public async Task The_ninth_message_in_two_seconds_is_refused()
    {
        await SendManyAsync(7);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendManyAsync(1);
        await RefusedAsync(await SendAsync(), 429, "Throttled");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendManyAsync(1);
    }

    [Fact]
    public async Task The_sixty_first_message_in_thirty_seconds_is_refused()
    {
        for (var i = 0; i < 12; i++)
        {
            await SendManyAsync(5);
            Clock.Advance(TimeSpan.FromSeconds(2));
        }

        var refused = await SendAsync();
        Assert.Equal(TimeSpan.FromSeconds(6), refused.Headers.RetryAfter?.Delta);
        await RefusedAsync(refused, 429, "Throttled");
    }

    [Fact]
    public async Task The_limit_of_an_hour_is_1800()
    {
        for (var i = 0; i < 360; i++)
        {
            await SendManyAsync(5);
            Clock.Advance(TimeSpan.FromSeconds(3));
        }

        Clock.Advance(TimeSpan.FromMinutes(10));
        await RefusedAsync(await SendAsync(), 429, "Throttled");
    }

    [Fact]
    public async Task Updates_and_typing_count_as_messages()
    {
        var id = await PostedAsync();
        for (var i = 0; i < 6; i++)
        {
            using var update = await Http.PutAsync(Activities(Chat.Id, id), System.Net.Http.Json.JsonContent.Create(Message()), Cancel);
            Assert.Equal(200, (int)update.StatusCode);
        }

        await RefusedAsync(await SendAsync(), 429, "Throttled");
    }

    [Fact]
    public async Task Conversations_are_counted_separately_and_threads_of_a_channel_together()
    {
        var channel = Teams.AddTeam("Tech", [Ada]).General;
        var root = await PostedAsync(Message(conversation: channel), channel);
        await SendManyAsync(7);
        for (var i = 0; i < 6; i++)
            await PostedAsync(Message(conversation: channel), channel);
        await RefusedAsync(
            await Http.PostAsync(
                Activities($"{channel.Id};messageid={root}"),
                System.Net.Http.Json.JsonContent.Create(Message(conversation: channel)),
                Cancel
            ),
            429,
            "Throttled"
        );
    }

    [Fact]
    public async Task The_fifteenth_member_call_in_a_second_is_refused()
    {
        for (var i = 0; i < 14; i++)
        {
            using var answer = await Http.GetAsync($"v3/conversations/{Chat.Id}/members/{Ada.Id}", Cancel);
            Assert.Equal(200, (int)answer.StatusCode);
        }

        await RefusedAsync(await Http.GetAsync($"v3/conversations/{Chat.Id}/members/{Ada.Id}", Cancel), 429, "Throttled");
    }

    [Fact]
    public async Task A_tenant_takes_30_calls_a_second_in_all()
    {
        for (var i = 0; i < 6; i++)
        {
            var chat = Teams.AddPersonalChat(Teams.AddPerson($"Person {i}", $"p{i}@district.example"));
            for (var j = 0; j < 5; j++)
                await PostedAsync(Message(conversation: chat), chat);
        }

        await RefusedAsync(await SendAsync(), 429, "Throttled");
    }

    private async Task SendManyAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await PostedAsync();
    }
}

public sealed class UnthrottledTests : TeamsTest
{
    protected override FakeTeamsOptions CreateOptions() =>
        new()
        {
            TimeProvider = Clock,
            Throttling = false,
            CountOnly = true,
        };

    [Fact]
    public async Task In_a_benchmark_activities_are_counted_but_not_kept_and_tokens_are_still_checked()
    {
        for (var i = 0; i < 50; i++)
            await PostedAsync();
        await Teams.WaitForActivitiesAsync(50, cancellationToken: Cancel);
        Assert.Equal(50, Teams.ReceivedActivities);
        Assert.Empty(Chat.Messages);
        Http.DefaultRequestHeaders.Authorization = null;
        using var answer = await SendAsync();
        Assert.Equal(401, (int)answer.StatusCode);
    }
}
