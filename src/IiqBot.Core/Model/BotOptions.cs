using System.ComponentModel.DataAnnotations;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Model;

/// <summary>Who may use the bot.</summary>
public sealed class BotOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Bot";

    /// <summary>
    /// The e-mail domains of the district's staff, such as <c>maplewood.example</c>. The bot refuses every other address. A subdomain needs
    /// its own entry.
    /// </summary>
    public IList<string> EmailDomains { get; } = [];

    /// <summary>Roles that may use the bot although it refuses them by default: NoAccess, Student, Parent.</summary>
    public IList<UserRole> AlsoAllowedRoles { get; } = [];

    /// <summary>How long the bot keeps in memory what a platform says about a person.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PersonLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Allows every e-mail domain. The composition sets it for the made-up district; the configuration never does.</summary>
    internal bool AnyEmailDomain { get; set; }

    /// <summary>
    /// How long a greeting or help, which everybody gets, waits for the bot to identify the person. The composition sets it; the
    /// configuration never does.
    /// </summary>
    internal TimeSpan RecognitionBudget { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For the made-up district only. Allows every e-mail domain, and lets the first greeting wait until the person has an account.
    /// Everything runs in this process, which is slow only at the start.
    /// </summary>
    public void ForMadeUpDistrict()
    {
        AnyEmailDomain = true;
        RecognitionBudget = TimeSpan.FromSeconds(10);
    }
}
