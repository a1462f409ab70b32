using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IiqBot.Teams.Tests.Protocol;

public sealed class HealthTests : IAsyncLifetime
{
    private TeamsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TeamsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task With_a_slow_login_service_health_reports_no_token_yet()
    {
        _host.Connector.LoginHolds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var slow = await CheckAsync();
        Assert.Equal((HealthStatus.Unhealthy, "NoToken", null), (slow.Status, slow.Description, slow.Exception));

        _host.Connector.LoginHolds.SetResult();
        while ((await CheckAsync()).Status != HealthStatus.Healthy) { }
    }

    private async Task<HealthReportEntry> CheckAsync()
    {
        var checking = _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        while (!checking.IsCompleted)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        return (await checking).Entries["teams"];
    }
}
