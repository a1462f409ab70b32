using System.Net;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Client;

/// <summary>
/// The events that Slack will retry: at once, after a minute and after five (docs.slack.dev/apis/events-api, "Error handling").
/// </summary>
internal sealed class EventRetries(SlackWorld world)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly List<(DateTimeOffset Due, SlackRequest Request)> _pending = [];
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public void Note(BotAnswer answer)
    {
        var request = answer.Request;
        if (request.Endpoint != SlackEndpoint.Events || request.Type == "url_verification")
            return;
        if (answer.IsAcknowledged || answer.ForbidsRetry || request.RetryNumber >= Waits.Length)
            return;
        var reason = answer.Status switch
        {
            HttpStatusCode.GatewayTimeout => "http_timeout",
            HttpStatusCode.BadGateway => "connection_failed",
            _ => "http_error",
        };
        lock (_gate)
        {
            _pending.Add((world.Now + Waits[request.RetryNumber], request.Retry(request.RetryNumber + 1, reason)));
        }
    }

    /// <summary>Takes the retries that are due by the fake's clock.</summary>
    public IReadOnlyList<SlackRequest> TakeDue()
    {
        lock (_gate)
        {
            SlackRequest[] due = [.. _pending.Where(p => p.Due <= world.Now).Select(p => p.Request)];
            _pending.RemoveAll(p => p.Due <= world.Now);
            return due;
        }
    }
}
