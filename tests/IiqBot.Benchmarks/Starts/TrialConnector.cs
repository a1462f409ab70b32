using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Benchmarks.Starts;

/// <summary>
/// The connector of a trial without accounts, which sends and takes no tokens as the Agents Playground does: tells who the one
/// person is, and waits for a reply.
/// </summary>
internal sealed class TrialConnector : IAsyncDisposable
{
    private const string UserId = "29:1trial";

    private readonly TaskCompletionSource _replied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private TrialConnector(WebApplication app)
    {
        _app = app;
        app.Run(HandleAsync);
    }

    /// <summary>Completes when the bot's first message came.</summary>
    public Task Replied => _replied.Task;

    public static async Task<TrialConnector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var connector = new TrialConnector(builder.Build());
        await connector._app.StartAsync(cancellationToken);
        return connector;
    }

    /// <summary>"help", as the person types it.</summary>
    public JsonObject Message() =>
        new()
        {
            ["type"] = "message",
            ["id"] = "1",
            ["channelId"] = "msteams",
            ["serviceUrl"] = _app.Urls.Single(),
            ["from"] = new JsonObject
            {
                ["id"] = UserId,
                ["name"] = "Alex",
                ["aadObjectId"] = "33333333-3333-4333-8333-333333333333",
            },
            ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Help Desk" },
            ["conversation"] = new JsonObject { ["id"] = "a:1trial", ["conversationType"] = "personal" },
            ["text"] = "help",
        };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await context.Response.WriteAsJsonAsync(new JsonObject { ["id"] = "2" });
            _replied.TrySetResult();
        }
        else
        {
            await context.Response.WriteAsJsonAsync(
                new JsonObject
                {
                    ["id"] = UserId,
                    ["name"] = "Alex",
                    ["email"] = "alex@maplewood.example",
                    ["userPrincipalName"] = "alex@maplewood.example",
                }
            );
        }
    }
}
