using IiqBot.Core;
using IiqBot.IncidentIq;
using IiqBot.Teams;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Decides from the settings what runs. Outside Development everything must be configured; in Development an absent
/// Incident IQ is replaced by the made-up district, and an absent app registration by a trial on this machine.
/// </summary>
/// <param name="UsesSandbox">Whether the made-up district stands in for Incident IQ.</param>
/// <param name="Teams">How the Teams endpoint is guarded; null when only Slack is served.</param>
public sealed record BotSettings(bool UsesSandbox, TeamsHosting? Teams)
{
    /// <summary>Whether Slack is served, and how.</summary>
    public SlackHosting Slack { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">Something is missing.</exception>
    public static BotSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var incidentIq = configuration.GetSection(IncidentIqOptions.Section);
        var teams = configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions();
        var bot = configuration.GetSection(BotOptions.Section).Get<BotOptions>() ?? new BotOptions();
        var missing = Required.Where(setting => string.IsNullOrWhiteSpace(incidentIq[setting.Key]))
            .Select(setting => $"{IncidentIqOptions.Section}:{setting.Key} {setting.What}").ToList();

        var usesSandbox = isDevelopment && missing.Count == Required.Length;
        if (usesSandbox) missing.Clear();
        if (!usesSandbox && bot.EmailDomains.Count == 0) missing.Add($"{BotOptions.Section}:{nameof(BotOptions.EmailDomains)} {Texts.SettingEmailDomains}");

        var slack = SlackHost.Read(configuration, missing);
        TeamsHosting? hosting = teams.IsConfigured ? TeamsHosting.Configured : usesSandbox ? TeamsHosting.LocalTrial : slack == SlackHosting.Off ? TeamsHosting.Configured : null;
        if (hosting == TeamsHosting.Configured) missing.AddRange(TeamsOptions.Missing(teams));
        return missing.Count == 0
            ? new(usesSandbox, hosting) { Slack = slack }
            : throw new StartRefusedException(missing);
    }

    private static (string Key, string What)[] Required =>
    [
        (nameof(IncidentIqOptions.BaseUrl), Texts.SettingBaseUrl),
        (nameof(IncidentIqOptions.SiteId), Texts.SettingSiteId),
        (nameof(IncidentIqOptions.ApiToken), Texts.SettingApiToken),
    ];
}
