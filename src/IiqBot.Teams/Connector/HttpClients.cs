using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Teams.Connector;

/// <summary>
/// The HTTP clients of the adapter. None logs (addresses name conversations, or open files), follows redirects or keeps cookies.
/// </summary>
internal static class HttpClients
{
    public const string Connector = "teams-connector";
    public const string Login = "teams-login";
    public const string Metadata = "teams-metadata";
    public const string Files = "teams-files";

    /// <summary>How long one call to the connector may take.</summary>
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
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the pooled connections' lifetime sees to DNS changes
                .RemoveAllLoggers();
        }
    }
}
