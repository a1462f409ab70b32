using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Api;

/// <summary>
/// The Web API: method, token, scopes, arguments, rate limit, and then the method itself. Errors are HTTP 200 with <c>ok: false</c>; only
/// 429 differs.
/// </summary>
internal sealed class ApiEndpoint(
    Dictionary<string, ApiMethod> methods,
    Tokens tokens,
    RateLimits limits,
    FakeFaults faults,
    CallLog calls,
    ViolationList violations
)
{
    /// <summary>Arguments that every method accepts; the token still counts only in the header.</summary>
    private static readonly string[] Everywhere = ["token", "team_id"];

    public async Task HandleAsync(HttpContext http, string name)
    {
        if (await faults.ApplyAsync(name, http) is { } fault)
        {
            if (fault.Status == 0)
                return;
            calls.Add(name, default, fault.Error ?? fault.Status.ToString(CultureInfo.InvariantCulture));
            await WriteAsync(http, fault.Status, fault.Error is null ? null : Failure(fault.Error, []));
            return;
        }

        var (arguments, mistake) = await ReadAsync(http.Request);
        var answer = mistake is null ? Answer(http.Request, name, arguments) : ApiAnswer.Wrong("invalid_form_data", mistake);
        if (answer.Violation is { } violation)
            violations.Add($"{name}: {answer.Error ?? "ok"}, {violation}");
        calls.Add(name, arguments, answer.Error);
        if (methods.TryGetValue(name, out var method))
            http.Response.Headers["X-OAuth-Scopes"] = tokens.Granted(method.NeedsAppToken);
        var status = StatusCodes.Status200OK;
        if (answer.Error == "ratelimited")
        {
            status = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = (string)answer.Body["retry_after"]!;
            answer.Body.Remove("retry_after");
        }

        await WriteAsync(http, status, answer.Error is { } error ? Failure(error, answer.Body) : Success(answer.Body));
    }

    internal static ApiAnswer Limited(TimeSpan wait) =>
        new(
            "ratelimited",
            new JsonObject { ["retry_after"] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) }
        );

    private ApiAnswer Answer(HttpRequest request, string name, JsonElement arguments)
    {
        if (!methods.TryGetValue(name, out var method))
            return ApiAnswer.Wrong("unknown_method", "Slack, or this fake, has no such method.");
        if (tokens.Refuse(request, method) is { } refused)
            return refused;
        if (request.HasJsonContentType() && !method.TakesJson)
            return ApiAnswer.Wrong("invalid_arguments", "this method takes a form, not JSON: its arguments were not read.");
        if (request.Method != HttpMethods.Post && !(request.Method == HttpMethods.Get && !method.TakesJson))
            return ApiAnswer.Wrong("invalid_post_type", "the method is called with POST.");
        if (arguments.EnumerateObject().Select(a => a.Name).Except([.. method.Arguments, .. Everywhere]).FirstOrDefault() is { } unknown)
            violations.Add($"{name}: there is no argument {unknown}.");
        if (limits.Refuse(method) is { } wait)
            return Limited(wait);
        return method.Handle(new ApiCall(name, arguments));
    }

    private static async Task<(JsonElement Arguments, string? Mistake)> ReadAsync(HttpRequest request)
    {
        if (request.HasJsonContentType())
        {
            using var reader = new StreamReader(request.Body);
            return
                Json.TryParse(await reader.ReadToEndAsync(request.HttpContext.RequestAborted)) is { ValueKind: JsonValueKind.Object } body
                ? (body, null)
                : (JsonElement.Parse("{}"), "the body is not a JSON object.");
        }

        var arguments = new JsonObject();
        foreach (var (key, value) in request.Query)
            arguments[key] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (key, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
                arguments[key] = value.ToString();
        }
        else if (request.ContentLength > 0)
        {
            return (arguments.ToElement(), $"the content type {request.ContentType ?? "(none)"} is neither a form nor JSON.");
        }

        return (arguments.ToElement(), null);
    }

    private static JsonObject Success(JsonObject body)
    {
        body.Insert(0, "ok", true);
        return body;
    }

    private static JsonObject Failure(string error, JsonObject body)
    {
        body.Insert(0, "ok", false);
        body.Insert(1, "error", error);
        return body;
    }

    private static async Task WriteAsync(HttpContext http, int status, JsonObject? body)
    {
        http.Response.StatusCode = status;
        if (body is null)
            return;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(body.ToJsonString());
    }
}
