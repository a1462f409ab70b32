using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Connector;

/// <summary>
/// The HTTP clients of the adapter. None of them logs (addresses name conversations or give access to files), follows redirects or keeps
/// cookies.
/// </summary>
internal static class HttpClients
{
    public const string Connector = "teams-connector";
    public const string Login = "teams-login";
    public const string Metadata = "teams-metadata";
    public const string Files = "teams-files";

    /// <summary>The timeout of a call to the connector.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection services)
    {
        foreach (var name in (string[])[Connector, Login, Metadata, Files])
        {
            services
                .AddHttpClient(
                    name,
                    client =>
                    {
                        client.Timeout = CallTimeout;
                        client.MaxResponseContentBufferSize = 1024 * 1024;
                    }
                )
                .UseSocketsHttpHandler(
                    (handler, _) =>
                    {
                        handler.AllowAutoRedirect = false;
                        handler.UseCookies = false;
                        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
                        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                    }
                )
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // pooled connections expire, which picks up DNS changes
                .RemoveAllLoggers();
        }
    }
}
