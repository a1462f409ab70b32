using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IiqBot.FakeConnector.Tests;

/// <summary>A messaging endpoint that records its requests and answers as the test says.</summary>
internal sealed class ScriptedBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(JsonObject Activity, string? Authorization)> _received = Channel.CreateUnbounded<(JsonObject, string?)>();

    private ScriptedBot(Func<JsonObject, (int Status, string Body)>? answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async http =>
        {
            var activity = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
            await _received.Writer.WriteAsync((activity, http.Request.Headers.Authorization));
            var (status, body) = answer?.Invoke(activity) ?? (200, "");
            if (status == 0)
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
        });
    }

    public Uri Endpoint => new(new Uri(_app.Urls.Single()), "/api/messages");

    /// <param name="answer">Status and body; status 0 never answers.</param>
    public static async Task<ScriptedBot> StartAsync(Func<JsonObject, (int Status, string Body)>? answer = null)
    {
        var bot = new ScriptedBot(answer);
        await bot._app.StartAsync(TestContext.Current.CancellationToken);
        return bot;
    }

    public async Task<(JsonObject Activity, string? Authorization)> NextAsync() =>
        await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(FakeTeams.Patience);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
