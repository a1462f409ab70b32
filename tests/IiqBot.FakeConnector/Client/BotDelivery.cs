using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IiqBot.FakeConnector.Connector;
using IiqBot.FakeConnector.Hosting;
using IiqBot.FakeConnector.Tokens;

namespace IiqBot.FakeConnector.Client;

/// <summary>Posts activities to the bot over a real socket and judges the answers.</summary>
internal sealed class BotDelivery(
    FakeTeamsOptions options,
    ChannelTokens tokens,
    FakeUrls urls,
    FakeCertificates certificates,
    AttachmentRules attachments,
    ViolationList violations
) : IDisposable
{
    private readonly HttpClient _http = new(certificates.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    public Uri? Endpoint { get; set; } = options.MessagingEndpoint;

    /// <summary>Sends a body unchanged and returns the bot's answer unchanged.</summary>
    public Task<HttpResponseMessage> PostAsync(HttpContent body, ChannelTokenOptions token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            Endpoint ?? throw new InvalidOperationException("Set MessagingEndpoint first: nobody told where the bot listens.")
        )
        {
            Content = body,
        };
        if (tokens.Header(token, urls.Current) is { } header)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Microsoft-SkypeBotApi", "3.0"));
        return _http.SendAsync(request, cancellationToken);
    }

    public async Task<BotAnswer> DeliverAsync(JsonObject activity, ChannelTokenOptions? token, CancellationToken cancellationToken)
    {
        var isInvoke = (string?)activity["type"] == "invoke";
        var name = (string?)activity[isInvoke ? "name" : "type"] ?? "activity";
        var deadline = isInvoke ? options.InvokeDeadline : options.TurnDeadline;
        using var body = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json");
        var clock = options.TimeProvider;
        using var over = new CancellationTokenSource(deadline, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var started = clock.GetTimestamp();
        var id = (string?)activity["id"] ?? "";
        BotAnswer answer;
        try
        {
            using var response = await PostAsync(body, token ?? ChannelTokenOptions.Valid, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            answer = new BotAnswer(response.StatusCode, text, id, clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            violations.Add($"{name}: the bot did not answer within {deadline}.");
            return new BotAnswer(HttpStatusCode.GatewayTimeout, "", id, clock.GetElapsedTime(started));
        }

        if ((int)answer.Status >= 500 && answer.Status != HttpStatusCode.NotImplemented)
            violations.Add($"{name}: the bot answered {(int)answer.Status}.");
        if (isInvoke)
        {
            foreach (var violation in InvokeAnswerRules.Check(name, answer, attachments))
                violations.Add(violation);
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();
}
