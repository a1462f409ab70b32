using IiqBot.IncidentIq.Tests.Scripted;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IiqBot.IncidentIq.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Missing_settings_are_named()
    {
        var failures = Failures(o => (o.BaseUrl, o.SiteId, o.ApiToken) = (null, null, null));
        Assert.Contains(failures, f => f.Contains("BaseUrl", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.Contains("SiteId", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.Contains("ApiToken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://district.incidentiq.com", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080/", true)]
    [InlineData("http://district.incidentiq.com", false)]
    [InlineData("https://district.incidentiq.com/api/v1.0", false)]
    [InlineData("https://user:secret@district.incidentiq.com", false)]
    [InlineData("ftp://district.incidentiq.com", false)]
    public void The_address_must_be_https_or_local_and_have_no_path(string url, bool isFit) =>
        Assert.Equal(isFit, Failures(o => o.BaseUrl = new Uri(url)).Count == 0);

    [Fact]
    public void Invalid_values_are_refused()
    {
        Assert.NotEmpty(Failures(o => o.SiteId = Guid.Empty));
        Assert.NotEmpty(Failures(o => o.ApiToken = "copied with a\nline break"));
        Assert.NotEmpty(Failures(o => o.TimeZone = "Moon/Crater"));
        Assert.NotEmpty(Failures(o => o.UserLifetime = TimeSpan.FromMinutes(6)));
        Assert.NotEmpty(Failures(o => o.AttemptTimeout = TimeSpan.Zero));
        Assert.Empty(Failures(_ => { }));
    }

    [Fact]
    public void Settings_can_be_changed_after_registration()
    {
        using var client = new ScriptedClient();
        var services = new ServiceCollection();
        services.AddIncidentIq();
        var url = new Uri("https://unset.test");
        services.Configure<IncidentIqOptions>(o => (o.BaseUrl, o.SiteId, o.ApiToken) = (url, ScriptedClient.SiteId, ScriptedClient.Token));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Tickets.ITickets>();

        url = new Uri("http://127.0.0.1:9");
        Assert.Equal(url, provider.GetRequiredService<IOptions<IncidentIqOptions>>().Value.BaseUrl);
    }

    private static List<string> Failures(Action<IncidentIqOptions> configure)
    {
        using var client = new ScriptedClient(configure);
        try
        {
            _ = client.Get<IOptions<IncidentIqOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }
}
