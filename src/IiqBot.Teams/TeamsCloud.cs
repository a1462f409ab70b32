namespace IiqBot.Teams;

/// <summary>
/// The addresses of a Microsoft cloud. The defaults are the public cloud; a US government cloud has others (learn.microsoft.com, "Configure
/// bots for US government customers").
/// </summary>
public sealed class TeamsCloud
{
    /// <summary>The hosts of service URLs in Teams' commercial and government clouds.</summary>
    private static readonly string[] TeamsHosts =
    [
        "smba.trafficmanager.net",
        "*.teams.microsoft.com",
        "*.teams.microsoft.us",
        "*.botframework.com",
        "*.botframework.azure.us",
    ];

    /// <summary>Where the channel service publishes its signing keys.</summary>
    public string OpenIdMetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>The issuer of its tokens.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the bot gets its own tokens, without the tenant.</summary>
    public string LoginAuthority { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The scope of those tokens.</summary>
    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>The allowed hosts of a service URL: a name, or <c>*.</c> and the end of a name. Empty for those of Teams.</summary>
    public IList<string> ServiceUrlHosts { get; } = [];

    /// <summary>Whether the bot may send to this service URL from an authenticated activity.</summary>
    internal bool Trusts(Uri serviceUrl)
    {
        if (serviceUrl.Scheme != Uri.UriSchemeHttps || serviceUrl.UserInfo.Length > 0)
            return false;
        IEnumerable<string> hosts = ServiceUrlHosts.Count > 0 ? ServiceUrlHosts : TeamsHosts;
        return hosts.Any(pattern =>
            pattern.StartsWith("*.", StringComparison.Ordinal)
                ? serviceUrl.Host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
                : serviceUrl.Host.Equals(pattern, StringComparison.OrdinalIgnoreCase)
        );
    }

    internal static IEnumerable<string> Findings(TeamsCloud cloud)
    {
        if (!IsHttps(cloud.OpenIdMetadataUrl))
            yield return Texts.SettingCloudMetadata;
        if (!IsHttps(cloud.LoginAuthority))
            yield return Texts.SettingCloudLogin;
        if (string.IsNullOrWhiteSpace(cloud.Issuer))
            yield return Texts.SettingCloudIssuer;
        if (string.IsNullOrWhiteSpace(cloud.Scope))
            yield return Texts.SettingCloudScope;
        if (cloud.ServiceUrlHosts.Any(host => host.Trim('*', '.').Length == 0))
            yield return Texts.SettingCloudHosts;
    }

    private static bool IsHttps(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
