using Microsoft.Extensions.Options;

namespace IiqBot.Slack.Api;

/// <summary>Knows which addresses are Slack's. Answers and tokens go nowhere else, whatever a payload says.</summary>
internal sealed class SlackHosts(IOptions<SlackOptions> options)
{
    private static readonly string[] Domains = [".slack.com", ".slack-gov.com"];

    /// <summary>The address, if it is one of Slack's; otherwise null.</summary>
    public Uri? Find(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && IsSlacks(url) ? url : null;

    /// <summary>Whether an address is Slack's: https on one of its domains, or the origin of the configured Web API.</summary>
    public bool IsSlacks(Uri url)
    {
        if (url.UserInfo.Length > 0)
            return false;
        if (
            url.Scheme == Uri.UriSchemeHttps
            && url.IsDefaultPort
            && Domains.Any(domain => url.IdnHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
        )
            return true;
        var api = options.Value.ApiUrl;
        return api.IsLoopback && url.GetLeftPart(UriPartial.Authority) == api.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Whether the address of a WebSocket is Slack's.</summary>
    public bool IsSlacksSocket(Uri url) =>
        (
            url.Scheme == Uri.UriSchemeWss
            && IsSlacks(new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = url.IsDefaultPort ? -1 : url.Port }.Uri)
        ) || (url is { Scheme: "ws", IsLoopback: true } && options.Value.ApiUrl.IsLoopback);
}
