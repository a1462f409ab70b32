using System.Net;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeSlack.Tests;

/// <summary>A request that the fake sent.</summary>
public sealed record BotRequest(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The JSON: the body of an event, or the payload of an interaction; a slash command's form as an object.</summary>
    public JsonElement Payload { get; } = Parse(Path, Body);

    private static JsonElement Parse(string path, string body)
    {
        if (path == "/slack/events")
            return JsonElement.Parse(body);
        var form = HttpUtility.ParseQueryString(body);
        return form["payload"] is { } payload
            ? JsonElement.Parse(payload)
            : JsonSerializer.SerializeToElement(form.AllKeys.ToDictionary(k => k ?? "", k => form[k], StringComparer.Ordinal));
    }
}

/// <summary>A bot that records its requests and answers as the test says.</summary>
public sealed class ScriptedBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<BotRequest> _received = [];

    private ScriptedBot()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var request = new BotRequest(http.Request.Path.Value!, await reader.ReadToEndAsync(), Copy(http.Request.Headers));
            lock (_received)
            {
                _received.Add(request);
            }

            var (status, body) = Answer(request);
            if (status == 0)
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            http.Response.StatusCode = status;
            if (NoRetry)
                http.Response.Headers["x-slack-no-retry"] = "1";
            if (body.Length > 0)
                http.Response.ContentType = MediaType ?? (body[0] is '{' or '[' ? "application/json" : "text/plain");
            await http.Response.WriteAsync(body);
        });
    }

    /// <summary>Status and body; status 0 never answers.</summary>
    public Func<BotRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "");

    /// <summary>The media type of bodies; null for the one that fits the body.</summary>
    public string? MediaType { get; set; }

    public bool NoRetry { get; set; }

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<BotRequest> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public BotRequest Last => Received[^1];

    public static async Task<ScriptedBot> StartAsync()
    {
        var bot = new ScriptedBot();
        await bot._app.StartAsync(TestContext.Current.CancellationToken);
        return bot;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static Dictionary<string, string> Copy(IHeaderDictionary headers) =>
        headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
