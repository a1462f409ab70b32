using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>
/// The channel service: brings activities to one replica after the other, and again, with the same id, while the answer is not
/// 200. It does not give up as soon as Teams does, so that it is the service that must not do anything twice.
/// </summary>
internal sealed class Channel(District district, IReadOnlyList<Replica> replicas) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(15),
    };
    private int _next;
    private int _attempts;

    /// <summary>How often an activity was sent, acknowledged or not.</summary>
    public int Attempts => _attempts;

    /// <summary>A typed message.</summary>
    public JsonObject Typed(Person person, string text)
    {
        var activity = district.Teams.Compose("message", person.Chat, person.Who);
        (activity["textFormat"], activity["text"]) = ("plain", text);
        return activity;
    }

    /// <summary>Brings an activity until it is acknowledged.</summary>
    public async Task<string> DeliverAsync(JsonObject activity, Action? sent = null)
    {
        var body = "";
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var at = replicas.Where(replica => replica.IsUp).ToArray();
                if (at.Length == 0)
                    return false;
                var answer = await TryAsync(at[(uint)Interlocked.Increment(ref _next) % at.Length], activity, sent);
                body = answer ?? "";
                return answer is not null;
            },
            Patience,
            () => $"acknowledged: {activity.ToJsonString()}\n{string.Join('\n', replicas.Select(replica => replica.Output()))}"
        );
        return body;
    }

    /// <summary>Brings an activity once.</summary>
    /// <returns>The body of the answer when it is 200; null when it is not, or there is none.</returns>
    public async Task<string?> TryAsync(Replica replica, JsonObject activity, Action? sent = null)
    {
        Interlocked.Increment(ref _attempts);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(replica.Url, "/api/messages"))
        {
            Content = new Posted(Encoding.UTF8.GetBytes(activity.ToJsonString()), sent) { Headers = { ContentType = Json } },
            Headers = { Authorization = AuthenticationHeaderValue.Parse(district.Teams.CreateAuthorization()!) },
        };
        try
        {
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or TaskCanceledException
                && !TestContext.Current.CancellationToken.IsCancellationRequested
            )
        {
            return null; // the service died, or is not there
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A body that tells when it is on its way.</summary>
    private sealed class Posted(byte[] body, Action? sent) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body);
            await stream.FlushAsync();
            sent?.Invoke();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
