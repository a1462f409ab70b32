using System.Net;
using IiqBot.Teams.Activities;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams.Inbound;

/// <summary>
/// The gate of a trial without accounts: only programs on this machine may post. A tunnel or a proxy also arrives from loopback, so the
/// gate checks the Host and forwarding headers. A web page cannot send JSON here without a preflight request, which nobody answers. No
/// program on this machine has a token, so the gate rejects requests with one.
/// </summary>
internal sealed class LocalTrialGate : IGate
{
    private const string TrialTenant = "local-trial";

    private static readonly string[] ForwardingHeaders =
    [
        "Forwarded",
        "Via",
        "True-Client-IP",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "Fastly-Client-IP",
    ];

    private static readonly string[] ForwardingPrefixes =
    [
        "X-Forwarded",
        "X-Original-",
        "CF-",
        "Ngrok-",
        "X-Ngrok-",
        "X-Azure-",
        "X-MS-Proxy",
        "X-Tunnel-",
    ];

    public ValueTask<Entry> EnterAsync(HttpContext context)
    {
        var isLocal =
            context.Connection.RemoteIpAddress is { } remote
            && IPAddress.IsLoopback(remote)
            && IsLoopback(HostOf(context.Request))
            && !context.Request.Headers.Keys.Any(IsForwarding);
        var hasToken = context.Request.Headers.Authorization.Count > 0;
        return ValueTask.FromResult(
            new Entry(
                !isLocal ? StatusCodes.Status403Forbidden
                : hasToken ? StatusCodes.Status401Unauthorized
                : 0
            )
        );
    }

    public Admission Admit(Entry entry, Activity activity)
    {
        var isLocal =
            activity.ChannelId == Platform.Channel
            && Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var serviceUrl)
            && serviceUrl.Scheme == Uri.UriSchemeHttp
            && serviceUrl.UserInfo.Length == 0
            && IsLoopback(serviceUrl.Host);
        return isLocal ? new Admission(0, Tenants.Of(activity) ?? TrialTenant) : new Admission(StatusCodes.Status403Forbidden);
    }

    // The request's own parser throws on text that is no host name.
    private static string HostOf(HttpRequest request) => new HostString(request.Headers.Host.ToString()).Host;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsForwarding(string header) =>
        ForwardingHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || ForwardingPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
