using IiqBot.Slack;

namespace IiqBot.Web.Hosting;

/// <summary>Whether Slack runs, and how its requests arrive.</summary>
public enum SlackHosting
{
    /// <summary>Slack is not configured.</summary>
    Off,

    /// <summary>Over HTTP, signed by Slack.</summary>
    Http,

    /// <summary>Over connections that the bot opens.</summary>
    SocketMode,
}

/// <summary>Adds Slack to the host if it is configured.</summary>
internal static class SlackHost
{
    /// <summary>Reads the settings. An incomplete configuration is an error.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="findings">Receives what is missing or wrong.</param>
    public static SlackHosting Read(IConfiguration configuration, ICollection<string> findings)
    {
        var section = configuration.GetSection(SlackOptions.Section);
        return section.AsEnumerable().All(setting => string.IsNullOrEmpty(setting.Value)) ? SlackHosting.Off : Read(section, findings);
    }

    // A method of its own, so that an installation without Slack loads nothing of it.
    private static SlackHosting Read(IConfigurationSection section, ICollection<string> findings)
    {
        var wrong = SettingValues.Wrong(section, typeof(SlackOptions)).ToList();
        foreach (var finding in wrong)
            findings.Add(finding);
        if (wrong.Count > 0)
            return SlackHosting.Off;
        var slack = section.Get<SlackOptions>() ?? new SlackOptions();
        if (!slack.IsConfigured)
            return SlackHosting.Off;
        foreach (var finding in SlackOptions.Missing(slack))
            findings.Add(finding);
        return slack.UsesSocketMode ? SlackHosting.SocketMode : SlackHosting.Http;
    }

    /// <summary>Registers the adapter.</summary>
    public static void AddSlack(this IServiceCollection services, SlackHosting hosting) =>
        services.AddSlack(usesSocketMode: hosting == SlackHosting.SocketMode);

    /// <summary>Maps the adapter's paths.</summary>
    public static void MapSlackPaths(this IEndpointRouteBuilder endpoints) => endpoints.MapSlack();

    /// <summary>Slack's line in the startup banner.</summary>
    public static string Banner(SlackHosting hosting) =>
        hosting switch
        {
            SlackHosting.Http => Texts.BannerSlack,
            SlackHosting.SocketMode => Texts.BannerSlackSocket,
            _ => Texts.BannerSlackOff,
        };
}
