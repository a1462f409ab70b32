using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using IiqBot.FakeConnector;

namespace IiqBot.Benchmarks.Turns;

/// <summary>
/// "help" from everybody in turn, as Teams sends it, each with an id of its own; made beforehand, so that sending is cheap.
/// </summary>
internal sealed class Messages
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly (byte[] Before, byte[] After)[] _bodies;
    private readonly AuthenticationHeaderValue _token;
    private long _next;
    private long _id = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public Messages(District district)
    {
        _token = AuthenticationHeaderValue.Parse(district.Teams.CreateAuthorization()!);
        _bodies =
        [
            .. district.Chats.Select(chat =>
            {
                var activity = district.Teams.Compose("message", chat, chat.Members[0]);
                (activity["textFormat"], activity["text"]) = ("plain", "help");
                var parts = activity.ToJsonString().Split((string)activity["id"]!, 2);
                return (Encoding.UTF8.GetBytes(parts[0]), Encoding.UTF8.GetBytes(parts[1]));
            }),
        ];
    }

    /// <summary>The next message.</summary>
    public HttpRequestMessage Next(Uri to)
    {
        var (before, after) = _bodies[Interlocked.Increment(ref _next) % _bodies.Length];
        var id = Encoding.UTF8.GetBytes(Interlocked.Increment(ref _id).ToString(CultureInfo.InvariantCulture));
        return new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new ByteArrayContent([.. before, .. id, .. after]) { Headers = { ContentType = Json } },
            Headers = { Authorization = _token },
        };
    }
}
