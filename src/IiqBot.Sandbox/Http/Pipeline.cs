using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IiqBot.Sandbox.Faults;

namespace IiqBot.Sandbox.Http;

/// <summary>What every call to the API goes through: counting, faults, the token, the route's work, the envelope.</summary>
internal sealed class Pipeline(World world)
{
    private const string HtmlPage =
        "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong</h1></body></html>";

    public async Task RunAsync(HttpContext context, string template, Func<Call, Reply> handle)
    {
        var started = Stopwatch.GetTimestamp();
        world.Calls.Count(template);
        var faults = world.Faults.Take(context.Request.Method, context.Request.Path, template);
        if (faults.Any(fault => fault.Kind == FaultKind.DropConnection))
        {
            context.Abort();
            return;
        }

        try
        {
            // Read first: the work is then done even if the client gives up waiting, as on a real server.
            var call = await Call.ReadAsync(world, context, faults);
            foreach (var slow in faults.Where(fault => fault.Kind == FaultKind.Slow))
                await world.Faults.HoldAsync(slow.Delay);
            if (faults.Any(fault => fault.Kind == FaultKind.HtmlPage))
            {
                await WriteHtmlAsync(context, faults.First(fault => fault.Kind == FaultKind.HtmlPage).Status);
                return;
            }

            Gatekeeper.Check(call, faults);
            if (faults.FirstOrDefault(fault => fault.Kind == FaultKind.LostResponse) is { } lost)
            {
                Lose(context, lost, () => Answer(call, handle, started));
                return;
            }

            await WriteAsync(context, Answer(call, handle, started));
        }
        catch (Refusal refusal)
        {
            if (faults.Any(fault => fault is { Kind: FaultKind.RateLimited, SendHeader: true }))
                context.Response.Headers.RetryAfter = refusal.Envelope.RetryAfter?.ToString(CultureInfo.InvariantCulture);
            await WriteAsync(context, new(refusal.Envelope.StatusCode, Bytes(refusal.Envelope with { RequestDate = RequestDate() }), null));
        }
    }

    private void Lose(HttpContext context, Fault lost, Func<Answered> answer)
    {
        if (lost.Delay > TimeSpan.Zero)
            world.Scheduler.After(lost.Delay, () => answer());
        else
            answer();
        context.Abort();
    }

    private Answered Answer(Call call, Func<Call, Reply> handle, long started)
    {
        lock (world.Gate)
        {
            var reply = handle(call);
            if (reply.File is { } file)
                return new(200, file.Bytes, file);
            var bytes = Bytes(
                reply.Envelope with
                {
                    UserToken = call.Caller.UserId,
                    RequestDate = RequestDate(),
                    ExecutionTime = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 4),
                    ServerName = "spark-sandbox-7bcdf6964c-2xr98",
                    ProcessId = 1,
                    OperationId = Guid.NewGuid().ToString("N")[..8],
                    Properties = new { },
                }
            );
            return new(reply.Envelope.StatusCode, OddRecords.In(bytes, call.Faults), null);
        }
    }

    private string RequestDate() => world.Clock.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private byte[] Bytes(Envelope envelope) => JsonSerializer.SerializeToUtf8Bytes(envelope, world.Json);

    private static async Task WriteAsync(HttpContext context, Answered answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.File?.MimeType ?? "application/json; charset=utf-8";
        if (answer.File?.DownloadName is { } name)
            context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await context.Response.Body.WriteAsync(answer.Body);
    }

    private static Task WriteHtmlAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(HtmlPage);
    }

    private sealed record Answered(int Status, byte[] Body, FileContent? File);
}
