using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.Teams;

namespace IiqBot.Web.Hosting;

/// <summary>
/// Decides from the settings what runs. Outside Development everything must be configured. In Development the made-up district replaces a
/// missing Incident IQ, and a trial on this machine replaces a missing app registration.
/// </summary>
/// <param name="UsesSandbox">Whether the made-up district replaces Incident IQ.</param>
/// <param name="Teams">How the Teams endpoint is protected; null when only Slack runs.</param>
public sealed record BotSettings(bool UsesSandbox, TeamsHosting? Teams)
{
    /// <summary>Whether Slack runs, and how.</summary>
    public SlackHosting Slack { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">Something is missing or wrong.</exception>
    public static BotSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var incidentIq = configuration.GetSection(IncidentIqOptions.Section);
        var bot = configuration.GetSection(BotOptions.Section);
        var teams = configuration.GetSection(TeamsOptions.Section);
        var findings = Required
            .Where(setting => string.IsNullOrWhiteSpace(incidentIq[setting.Key]))
            .Select(setting => $"{IncidentIqOptions.Section}:{setting.Key} {setting.What}")
            .ToList();

        var usesSandbox = isDevelopment && findings.Count == Required.Length;
        if (usesSandbox)
            findings.Clear();
        if (
            !usesSandbox
            && bot.GetSection(nameof(BotOptions.EmailDomains)).GetChildren().All(domain => string.IsNullOrWhiteSpace(domain.Value))
        )
            findings.Add($"{BotOptions.Section}:{nameof(BotOptions.EmailDomains)} {Texts.SettingEmailDomains}");

        findings.AddRange(SettingValues.Wrong(incidentIq, typeof(IncidentIqOptions)));
        findings.AddRange(SettingValues.Wrong(bot, typeof(BotOptions)));
        findings.AddRange(StorageHost.Wrong(configuration));
        var slack = SlackHost.Read(configuration, findings);
        var hosting = Hosting(teams, usesSandbox, servesSlack: slack != SlackHosting.Off, findings);
        return findings.Count == 0 ? new(usesSandbox, hosting) { Slack = slack } : throw new StartRefusedException(findings);
    }

    private static TeamsHosting? Hosting(IConfigurationSection section, bool usesSandbox, bool servesSlack, List<string> findings)
    {
        var wrong = SettingValues.Wrong(section, typeof(TeamsOptions)).ToList();
        findings.AddRange(wrong);
        if (wrong.Count > 0)
            return TeamsHosting.Configured;

        var teams = section.Get<TeamsOptions>() ?? new TeamsOptions();
        if (!teams.IsConfigured && usesSandbox)
            return TeamsHosting.LocalTrial;
        if (!teams.IsConfigured && servesSlack)
            return null;
        findings.AddRange(TeamsOptions.Missing(teams));
        return TeamsHosting.Configured;
    }

    private static (string Key, string What)[] Required =>
        [
            (nameof(IncidentIqOptions.BaseUrl), Texts.SettingBaseUrl),
            (nameof(IncidentIqOptions.SiteId), Texts.SettingSiteId),
            (nameof(IncidentIqOptions.ApiToken), Texts.SettingApiToken),
        ];
}
