using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IiqBot.FakeSlack.Sockets;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Client;

/// <summary>Sends requests to the bot, over HTTP with a signature or over Socket Mode, and waits for the acknowledgement.</summary>
internal sealed class BotDelivery(FakeSlackOptions options, SlackWorld world, SocketHub sockets) : IDisposable
{
    // Slack does not follow redirects of request URLs.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public SlackEndpoints? Endpoints { get; set; } = options.Endpoints;

    /// <summary>Sends a body unchanged, and returns the bot's answer unchanged.</summary>
    public Task<HttpResponseMessage> PostAsync(
        SlackEndpoint endpoint,
        byte[] body,
        string? contentType,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken
    )
    {
        var target = (Endpoints ?? throw new InvalidOperationException("Set Endpoints first: nobody told where the bot listens.")).Of(
            endpoint
        );
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Slackbot", "1.0"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, cancellationToken);
    }

    public Task<BotAnswer> DeliverAsync(SlackRequest request, SlackSignature signature, CancellationToken cancellationToken) =>
        options.App.SocketMode ? sockets.DeliverAsync(request, cancellationToken) : OverHttpAsync(request, signature, cancellationToken);

    public async Task<BotAnswer> OverHttpAsync(SlackRequest request, SlackSignature signature, CancellationToken cancellationToken)
    {
        var (value, timestamp, body) = signature.Sign(request.ToBody(), options.SigningSecret, world.Now);
        var clock = options.TimeProvider;
        using var deadline = new CancellationTokenSource(options.AcknowledgementDeadline, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var started = clock.GetTimestamp();
        try
        {
            using var response = await PostAsync(
                request.Endpoint,
                Encoding.UTF8.GetBytes(body),
                request.ContentType,
                Headers(request, value, timestamp),
                limit.Token
            );
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            return new BotAnswer(request, response.StatusCode, text, clock.GetElapsedTime(started))
            {
                MediaType = response.Content.Headers.ContentType?.MediaType,
                ForbidsRetry = response.Headers.TryGetValues("x-slack-no-retry", out var no) && no.Contains("1"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BotAnswer(request, HttpStatusCode.GatewayTimeout, "", clock.GetElapsedTime(started));
        }
        catch (HttpRequestException)
        {
            // Slack calls this connection_failed: nobody listens, or the bot closed the connection.
            return new BotAnswer(request, HttpStatusCode.BadGateway, "", clock.GetElapsedTime(started));
        }
    }

    public void Dispose() => _http.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Headers(SlackRequest request, string? signature, string? timestamp)
    {
        if (signature is not null)
            yield return new("X-Slack-Signature", signature);
        if (timestamp is not null)
            yield return new("X-Slack-Request-Timestamp", timestamp);
        if (request.RetryNumber == 0)
            yield break;
        yield return new("X-Slack-Retry-Num", request.RetryNumber.ToString(CultureInfo.InvariantCulture));
        yield return new("X-Slack-Retry-Reason", request.RetryReason ?? "http_error");
    }
}
