using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.Sandbox;

namespace IiqBot.Web.Trial;

/// <summary>
/// Puts the made-up district in the place of Incident IQ. Apart from what runs in production, so that nothing of the district is
/// loaded there.
/// </summary>
internal static class TrialDistrict
{
    /// <summary>Starts the district and gives the service a storage that goes with it. Call it after the core was added.</summary>
    public static async Task StartAsync(IHostApplicationBuilder builder)
    {
        await AddDistrictAsync(builder.Services);
        if (TrialStorage.Add(builder.Configuration) is { } folder)
            builder.Services.AddSingleton(_ => folder);
    }

    /// <summary>Starts the district alone.</summary>
    /// <returns>The district, which lives until the process ends unless it is disposed of.</returns>
    public static async Task<SandboxServer> AddDistrictAsync(IServiceCollection services)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        services.Configure<IncidentIqOptions>(options =>
        {
            options.BaseUrl = sandbox.Url;
            options.SiteId = sandbox.SiteId;
            options.ApiToken = sandbox.Token;
        });
        services.Configure<BotOptions>(options => options.ForMadeUpDistrict());
        services.AddSingleton(sandbox).AddSingleton<ITrialAccounts, SandboxNewcomers>().AddHandler<BecomeRole>();
        return sandbox;
    }
}
