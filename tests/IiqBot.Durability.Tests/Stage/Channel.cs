using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IiqBot.Durability.Tests.Stage;

/// <summary>
/// The channel service. It sends an activity to one replica after the other, with the same id, until the answer is 200. It gives up later
/// than Teams does, so the service itself must prevent doing something twice.
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

    /// <summary>Sends an activity until it is acknowledged.</summary>
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

    /// <summary>Sends an activity once.</summary>
    /// <returns>The body of the answer if it is 200; null if it is not, or if there is no answer.</returns>
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
            return null; // the service crashed or is not running
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A body that reports when it is being sent.</summary>
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
