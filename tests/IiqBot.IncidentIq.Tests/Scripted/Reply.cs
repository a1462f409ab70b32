using System.Net;
using System.Text;

namespace IiqBot.IncidentIq.Tests.Scripted;

/// <summary>What the scripted server does with one request.</summary>
internal sealed record Reply(Func<CancellationToken, Task<HttpResponseMessage>> GiveAsync)
{
    public static Reply Json(int status, string body, Action<HttpResponseMessage>? and = null) =>
        Text(status, body, "application/json", and);

    public static Reply Ok(string members = "") =>
        Json(200, $$"""{"StatusCode":200,"Message":"OK"{{(members.Length > 0 ? "," : "")}}{{members}}}""");

    public static Reply Html(int status) => Text(status, "<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>", "text/html", null);

    public static Reply Empty(int status) => new(_ => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));

    public static Reply Breaks(HttpRequestError how) => new(_ => throw new HttpRequestException(how, "broken by the script"));

    public static Reply Hangs() =>
        new(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("never reached");
        });

    private static Reply Text(int status, string body, string type, Action<HttpResponseMessage>? and) =>
        new(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
            and?.Invoke(response);
            return Task.FromResult(response);
        });
}
