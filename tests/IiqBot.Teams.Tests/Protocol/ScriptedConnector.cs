using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace IiqBot.Teams.Tests.Protocol;

/// <summary>A call to the connector.</summary>
public sealed record SentCall(HttpMethod Method, Uri Url, string? Authorization, JsonElement Body)
{
    public string Line => $"{Method} {Uri.UnescapeDataString(Url.AbsolutePath)}";

    public string Text => Body.TryGetProperty("text", out var text) ? text.GetString()! : "";

    public string CardTitle =>
        Body.GetProperty("attachments")[0].GetProperty("content").GetProperty("body")[0].GetProperty("text").GetString()!;
}

/// <summary>A connector and login service that answer as the test says, for answers that a correct one never gives.</summary>
public sealed class ScriptedConnector : HttpMessageHandler
{
    private readonly Channel<SentCall> _calls = Channel.CreateUnbounded<SentCall>();
    private int _ids;

    /// <summary>The answer to a call; null for the default one.</summary>
    public Func<SentCall, HttpResponseMessage?> Script { get; set; } = _ => null;

    public int Tokens { get; private set; }

    public HttpStatusCode LoginStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>What the login service waits for before it answers; null for nothing.</summary>
    public TaskCompletionSource? LoginHolds { get; set; }

    public List<SentCall> All { get; } = [];

    /// <summary>The next call. If none comes, the test fails instead of hanging.</summary>
    public Task<SentCall> NextAsync() =>
        _calls
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string code) =>
        Json(status, JsonSerializer.Serialize(new { error = new { code, message = "no" } }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Host == "login.test")
        {
            var number = ++Tokens;
            if (LoginHolds is { } holds)
                await holds.Task.WaitAsync(cancellationToken);
            return LoginStatus == HttpStatusCode.OK
                ? Json(
                    LoginStatus,
                    JsonSerializer.Serialize(
                        new
                        {
                            token_type = "Bearer",
                            expires_in = 3600,
                            access_token = $"token-{number}",
                        }
                    )
                )
                : Json(LoginStatus, """{"error":"invalid_client","error_description":"no"}""");
        }
        var text = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new SentCall(
            request.Method,
            request.RequestUri,
            request.Headers.Authorization?.ToString(),
            JsonDocument.Parse(text).RootElement
        );
        lock (All)
            All.Add(call);
        var answer = Script(call) ?? Json(HttpStatusCode.Created, $$"""{"id":"m-{{Interlocked.Increment(ref _ids)}}"}""");
        _calls.Writer.TryWrite(call);
        return answer;
    }
}
