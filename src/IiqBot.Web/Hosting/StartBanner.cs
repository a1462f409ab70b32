using IiqBot.Teams;

namespace IiqBot.Web.Hosting;

/// <summary>Tells the person at the console what is running, and what to do next.</summary>
internal static class StartBanner
{
    /// <summary>Prints it.</summary>
    public static void Print(WebApplication app, TextWriter to)
    {
        var settings = app.Services.GetRequiredService<BotSettings>();
        var url = app.Urls.FirstOrDefault() ?? "";
        to.WriteLine();
        to.WriteLine(Texts.BannerRunning.With(url));
        to.WriteLine(settings.UsesSandbox ? Texts.BannerSandbox : Texts.BannerIncidentIq);
        if (settings.Teams is { } teams)
            to.WriteLine(teams == TeamsHosting.LocalTrial ? Texts.BannerTrial : Texts.BannerTeams);
        to.WriteLine(SlackHost.Banner(settings.Slack));
        if (settings.Teams == TeamsHosting.LocalTrial)
            to.WriteLine(Texts.BannerNext.With(url));
        to.WriteLine(Texts.BannerStop);
    }
}
