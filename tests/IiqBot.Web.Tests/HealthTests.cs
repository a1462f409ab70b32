using System.Net.Http.Json;
using System.Text.Json;
using IiqBot.Core.Durability;
using IiqBot.IncidentIq;
using IiqBot.Sandbox.Faults;
using IiqBot.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Web.Tests;

/// <summary>What the health endpoints report.</summary>
public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_service_is_ready_when_Incident_IQ_answers()
    {
        await using var world = await TestWorld.StartAsync();

        Assert.Equal((200, "Healthy", "Healthy"), await ReadyAsync(world));
    }

    [Theory]
    [InlineData(FaultKind.DropConnection, "Unreachable")]
    [InlineData(FaultKind.ServerError, "ServerFailed")]
    [InlineData(FaultKind.InvalidToken, "TokenRefused")]
    [InlineData(FaultKind.Slow, "TimedOut")]
    public async Task The_service_is_not_ready_while_Incident_IQ_is_in_trouble_but_it_is_alive(FaultKind trouble, string word)
    {
        await using var world = await TestWorld.StartAsync();
        world.IncidentIq.Control.Add(new Fault(trouble) { Delay = TimeSpan.FromMinutes(1) });

        Assert.Equal((503, "Unhealthy", word), await ReadyAsync(world));
        using var client = new HttpClient { BaseAddress = world.BotUrl };
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Token);
        Assert.Equal(200, (int)live.StatusCode);
    }

    [Theory]
    [InlineData(400, "CredentialsRefused")]
    [InlineData(503, "NoToken")]
    public async Task The_service_is_not_ready_without_a_token_to_answer_with(int status, string word)
    {
        await using var world = await TestWorld.StartAsync();
        world.Teams.Faults.Answer(status, times: 10, FakeConnector.ConnectorOperation.Login);

        using var client = new HttpClient { BaseAddress = world.BotUrl };
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);

        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Equal(
            $"{{\"status\":\"Unhealthy\",\"incident-iq\":\"Healthy\",\"storage\":\"Healthy\",\"teams\":\"{word}\"}}",
            await ready.Content.ReadAsStringAsync(Token)
        );
    }

    [Fact]
    public async Task Health_checks_call_Incident_IQ_only_every_few_seconds()
    {
        var now = 0L;
        var time = new Mock<TimeProvider> { CallBase = true };
        time.Setup(clock => clock.GetTimestamp()).Returns(() => Volatile.Read(ref now));
        var incidentIq = new Mock<IAvailability>();
        incidentIq
            .Setup(site => site.EnsureAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IncidentIqException(IncidentIqFailure.Unreachable, "secret words"));
        var services = new ServiceCollection().AddLogging().AddSingleton(time.Object).AddSingleton(incidentIq.Object);
        services.AddHealth();
        await using var provider = services.BuildServiceProvider();
        var readiness = provider.GetRequiredService<Readiness>();

        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => readiness.ReportAsync(Token)));
        Assert.All(reports, report => Assert.Equal(HealthStatus.Unhealthy, report.Status));
        incidentIq.Verify(site => site.EnsureAsync(It.IsAny<CancellationToken>()), Times.Once);

        incidentIq.Setup(site => site.EnsureAsync(It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        Volatile.Write(ref now, time.Object.TimestampFrequency * 10);
        Assert.Equal(HealthStatus.Healthy, (await readiness.ReportAsync(Token)).Status);
    }

    [Fact]
    public async Task A_check_that_throws_is_reported_only_as_failed()
    {
        var incidentIq = new Mock<IAvailability>();
        incidentIq
            .Setup(site => site.EnsureAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("secret words"));
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(incidentIq.Object);
        services.AddHealth();
        services
            .AddHealthChecks()
            .AddCheck("odd", () => HealthCheckResult.Degraded("OneWord"))
            .AddCheck("well", () => HealthCheckResult.Healthy());
        await using var provider = services.BuildServiceProvider();

        var parts = await provider.GetRequiredService<IReadiness>().PartsAsync(Token);

        Assert.Equal(
            [
                new("incident-iq", PartCondition.Fails, null),
                new("odd", PartCondition.Limited, "OneWord"),
                new("well", PartCondition.Works, null),
            ],
            parts.OrderBy(part => part.Name, StringComparer.Ordinal)
        );
    }

    private static async Task<(int Status, string Whole, string IncidentIq)> ReadyAsync(TestWorld world)
    {
        using var client = new HttpClient { BaseAddress = world.BotUrl };
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        return ((int)answer.StatusCode, json.GetProperty("status").GetString()!, json.GetProperty("incident-iq").GetString()!);
    }
}
