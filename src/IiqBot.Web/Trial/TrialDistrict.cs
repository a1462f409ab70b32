using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.Sandbox;

namespace IiqBot.Web.Trial;

/// <summary>
/// Replaces Incident IQ with the made-up district. It is separate from production code, so that production loads nothing of the district.
/// </summary>
internal static class TrialDistrict
{
    /// <summary>Starts the district and gives the service a temporary storage. Call it after registering the core.</summary>
    public static async Task StartAsync(IHostApplicationBuilder builder)
    {
        await AddDistrictAsync(builder.Services);
        if (TrialStorage.Add(builder.Configuration) is { } folder)
            builder.Services.AddSingleton(_ => folder);
    }

    /// <summary>Starts the district alone.</summary>
    /// <returns>The district, which lives until the process ends unless somebody disposes of it.</returns>
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
