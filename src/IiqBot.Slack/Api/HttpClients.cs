using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Slack.Api;

/// <summary>The HTTP clients of the adapter. None of them logs (addresses are secrets), follows redirects or keeps cookies.</summary>
internal static class HttpClients
{
    public const string Api = "slack-api";
    public const string Response = "slack-response";
    public const string Files = "slack-files";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public static void Add(IServiceCollection services)
    {
        foreach (var name in (string[])[Api, Response, Files])
        {
            services
                .AddHttpClient(
                    name,
                    client =>
                    {
                        client.Timeout = CallTimeout;
                        client.MaxResponseContentBufferSize = 4 * 1024 * 1024;
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
