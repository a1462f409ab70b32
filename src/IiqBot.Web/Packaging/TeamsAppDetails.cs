using System.Globalization;

namespace IiqBot.Web.Packaging;

/// <summary>The details of a district in the Teams app package: whose bot it is and where it runs.</summary>
/// <param name="AppId">The bot's app id, a GUID: the client id of its identity in Azure.</param>
/// <param name="HostName">The bot's public DNS name, without scheme, port or path.</param>
public sealed record TeamsAppDetails(string AppId, string HostName)
{
    private const int LongestDeveloperName = 32;
    private const int LongestUrl = 2048;

    /// <summary>The package's version, three numbers; by default the product's. Teams accepts an update only with a higher one.</summary>
    public string Version { get; init; } = typeof(TeamsAppDetails).Assembly.GetName().Version!.ToString(3);

    /// <summary>The publisher that people see in Teams; at most 32 characters.</summary>
    public string DeveloperName { get; init; } = "IiqBot";

    /// <summary>Where people find support; by default the bot's own address.</summary>
    public string? WebsiteUrl { get; init; }

    /// <summary>The privacy statement; by default the same page as <see cref="WebsiteUrl"/>.</summary>
    public string? PrivacyUrl { get; init; }

    /// <summary>The terms of use; by default the same page as <see cref="WebsiteUrl"/>.</summary>
    public string? TermsOfUseUrl { get; init; }

    /// <summary>What Teams would reject, one sentence each; empty when the package is valid.</summary>
    public IReadOnlyList<string> Findings()
    {
        var findings = new List<string>();
        if (!Guid.TryParse(AppId, out var id) || id == Guid.Empty)
            findings.Add(Say(PackageTexts.AppIdUnfit, AppId));
        if (!IsPublicDnsName(HostName))
            findings.Add(Say(PackageTexts.HostUnfit, HostName));
        if (!IsThreeNumbers(Version))
            findings.Add(Say(PackageTexts.VersionUnfit, Version));
        if (string.IsNullOrWhiteSpace(DeveloperName) || DeveloperName.Length > LongestDeveloperName || DeveloperName.Any(char.IsControl))
            findings.Add(Say(PackageTexts.DeveloperUnfit, DeveloperName));
        findings.AddRange(
            new[] { WebsiteUrl, PrivacyUrl, TermsOfUseUrl }
                .Where(url => url is not null && !IsHttps(url))
                .Select(url => Say(PackageTexts.UrlUnfit, url!))
        );
        return findings;
    }

    /// <summary>The values of the placeholders in the manifest's template.</summary>
    internal IReadOnlyDictionary<string, string> Values()
    {
        var host = HostName.ToLowerInvariant();
        var website = WebsiteUrl ?? $"https://{host}/";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["appId"] = Guid.Parse(AppId).ToString("D"),
            ["hostName"] = host,
            ["version"] = Version,
            ["developerName"] = DeveloperName,
            ["websiteUrl"] = website,
            ["privacyUrl"] = PrivacyUrl ?? website,
            ["termsOfUseUrl"] = TermsOfUseUrl ?? website,
        };
    }

    private static bool IsHttps(string url) =>
        url.Length <= LongestUrl
        && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps;

    private static string Say(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);

    /// <summary>Requires two labels or more, and a last one that no IP address has (RFC 1123, section 2.1).</summary>
    private static bool IsPublicDnsName(string host) =>
        host.Length <= 253 && host.Split('.') is [_, .., var last] labels && labels.All(IsLabel) && !last.All(char.IsAsciiDigit);

    private static bool IsLabel(string label) =>
        label is [not '-', ..] and [.., not '-'] and { Length: <= 63 } && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsThreeNumbers(string version) =>
        System.Version.TryParse(version, out var parsed) && parsed is { Build: >= 0, Revision: < 0 } && parsed.ToString(3) == version;
}
