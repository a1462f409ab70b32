using System.Net.Http.Json;

namespace IiqBot.FakeConnector.Tests;

public sealed class FaultTests : TeamsTest
{
    [Fact]
    public async Task Throttling_can_be_switched_on_for_a_number_of_calls()
    {
        Teams.Faults.Throttle(2, TimeSpan.FromSeconds(3));
        for (var i = 0; i < 2; i++)
        {
            var answer = await SendAsync();
            Assert.Equal(TimeSpan.FromSeconds(3), answer.Headers.RetryAfter?.Delta);
            await RefusedAsync(answer, 429, "Throttled");
        }

        await PostedAsync();
        Assert.Single(Chat.Messages);
        Teams.AssertClean();
    }

    [Theory]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(502, "ServiceError")]
    [InlineData(504, "ServiceError")]
    public async Task A_failing_service_does_nothing(int status, string code)
    {
        Teams.Faults.Answer(status);
        await RefusedAsync(await SendAsync(), status, code);
        Assert.Empty(Chat.Messages);
    }

    [Fact]
    public async Task An_update_can_be_made_to_miss_an_existing_message()
    {
        var id = await PostedAsync();
        Teams.Faults.MessageDoesNotExist();
        await RefusedAsync(await Http.PutAsJsonAsync(Activities(Chat.Id, id), Message("2"), Cancel), 404, "ActivityNotFoundInConversation");
        using var again = await Http.PutAsJsonAsync(Activities(Chat.Id, id), Message("2"), Cancel);
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Fact]
    public async Task A_dropped_connection_changes_nothing()
    {
        Teams.Faults.DropConnection();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync());
        Assert.Empty(Chat.Messages);
    }

    [Fact]
    public async Task A_lost_answer_keeps_the_message()
    {
        Teams.Faults.LoseAnswer();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync());
        Assert.Single(Chat.Messages);
    }

    [Fact]
    public async Task A_slow_call_waits_by_the_clock_of_the_test()
    {
        var waits = Teams.Faults.Slow(TimeSpan.FromSeconds(20));
        var slow = SendAsync();
        await waits.WaitAsync(FakeTeams.Patience, Cancel);
        Assert.Empty(Chat.Messages);
        Clock.Advance(TimeSpan.FromSeconds(20));
        using var answer = await slow;
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Single(Chat.Messages);
    }

    [Fact]
    public async Task A_held_call_waits_for_its_release()
    {
        var gate = Teams.Faults.Hold();
        var held = SendAsync();
        await gate.Reached.WaitAsync(FakeTeams.Patience, Cancel);
        Assert.Empty(Chat.Messages);
        gate.Release();
        using var answer = await held;
        Assert.Single(Chat.Messages);
    }

    [Fact]
    public async Task A_fault_affects_only_its_operation()
    {
        Teams.Faults.Answer(503, on: ConnectorOperation.Login);
        await PostedAsync();
        using var login = await LoginAsync();
        Assert.Equal(503, (int)login.StatusCode);
        using var again = await LoginAsync();
        Assert.Equal(200, (int)again.StatusCode);
    }
}
