using System.Text.Json;
using IiqBot.Slack.Inbound;
using IiqBot.Slack.Turns;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Slack;

/// <summary>
/// Serves the paths of <see cref="SlackPaths"/>. It checks, in this order: the headers of the signature, the size, the signature over the
/// raw bytes, the content type. Only then does it parse anything.
/// </summary>
internal sealed class HttpEndpoint(
    RequestSignature signature,
    UnverifiedBodies unverified,
    SlackRouter router,
    SlackTurnRunner runner,
    SlackTelemetry telemetry,
    TimeProvider time
)
{
    /// <summary>How many requests may wait for their acknowledgement, for example on a stalled disk. The endpoint rejects more.</summary>
    private const int MostUnacknowledged = 1_000;

    private int _unacknowledged;

    /// <summary>Answers a slash command.</summary>
    public Task CommandAsync(HttpContext context) => AnswerAsync(context, "command", isForm: true, CommandAsync);

    /// <summary>Answers an interaction, or a request for choices.</summary>
    public Task InteractAsync(HttpContext context) => AnswerAsync(context, "interaction", isForm: true, InteractAsync);

    /// <summary>Answers a request for choices.</summary>
    public Task SuggestAsync(HttpContext context) => AnswerAsync(context, "options", isForm: true, InteractAsync);

    /// <summary>Answers an event.</summary>
    public Task EventAsync(HttpContext context) => AnswerAsync(context, "event", isForm: false, EventAsync);

    /// <summary>Slack's occasional check of the certificate, a bare GET (docs.slack.dev, "Slash commands").</summary>
    public static Task CheckCertificate(HttpContext context)
    {
        context.Response.StatusCode =
            context.Request.Query["ssl_check"] == "1" ? StatusCodes.Status200OK : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(
        HttpContext context,
        string kind,
        bool isForm,
        Func<HttpContext, ReadOnlyMemory<byte>, CancellationToken, ValueTask<Acknowledgement>> answer
    )
    {
        var started = time.GetTimestamp();
        if (signature.ClaimOf(context.Request.Headers) is not { } claim)
        {
            // Nobody signed the request, so the bot does not even read the body.
            await WriteAsync(context.Response, new Acknowledgement(StatusCodes.Status401Unauthorized));
            telemetry.Acknowledged(kind, StatusCodes.Status401Unauthorized, time.GetElapsedTime(started));
            return;
        }

        using var body = await RawBody.ReadAsync(context.Request, unverified, time, context.RequestAborted);
        var refusal = body.Refusal;
        if (refusal == 0 && !signature.IsSigned(claim, body.Bytes.Span))
            refusal = StatusCodes.Status401Unauthorized;
        if (refusal == 0 && isForm != FormBody.IsForm(context.Request))
            refusal = StatusCodes.Status415UnsupportedMediaType;
        if (refusal == 0 && !isForm && !context.Request.HasJsonContentType())
            refusal = StatusCodes.Status415UnsupportedMediaType;

        var acknowledgement = refusal == 0 ? await TakeAsync(context, body.Bytes, answer) : new Acknowledgement(refusal);
        try
        {
            await WriteAsync(context.Response, acknowledgement);
        }
        finally
        {
            if (acknowledgement.Afterwards is { } rest)
                runner.Start(rest);
        }

        telemetry.Acknowledged(kind, acknowledgement.Status, time.GetElapsedTime(started));
    }

    // Accepted work continues when Slack hangs up, so the request's cancellation does not apply.
    private async ValueTask<Acknowledgement> TakeAsync(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        Func<HttpContext, ReadOnlyMemory<byte>, CancellationToken, ValueTask<Acknowledgement>> answer
    )
    {
        try
        {
            return Interlocked.Increment(ref _unacknowledged) <= MostUnacknowledged
                ? await answer(context, body, CancellationToken.None)
                : Acknowledgement.Busy;
        }
        finally
        {
            Interlocked.Decrement(ref _unacknowledged);
        }
    }

    private ValueTask<Acknowledgement> CommandAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (FormBody.Parse(body.Span) is not { } form)
            return ValueTask.FromResult(Acknowledgement.Bad);
        return form.GetValueOrDefault("ssl_check") == "1"
            ? ValueTask.FromResult(Acknowledgement.Ok)
            : router.CommandAsync(SlashCommand.From(form), cancellationToken);
    }

    private ValueTask<Acknowledgement> InteractAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (FormBody.Parse(body.Span) is not { } form)
            return ValueTask.FromResult(Acknowledgement.Bad);
        if (form.GetValueOrDefault("ssl_check") == "1")
            return ValueTask.FromResult(Acknowledgement.Ok);
        return form.TryGetValue("payload", out var payload) && Json.Parse(payload) is { } json
            ? router.InteractAsync(json, cancellationToken)
            : ValueTask.FromResult(Acknowledgement.Bad);
    }

    private ValueTask<Acknowledgement> EventAsync(HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (context.Request.Headers.ContainsKey("X-Slack-Retry-Num"))
            telemetry.Retried(context.Request.Headers["X-Slack-Retry-Reason"]);
        return Json.Parse(body) is { ValueKind: JsonValueKind.Object } json
            ? router.EventAsync(json, cancellationToken)
            : ValueTask.FromResult(Acknowledgement.Bad);
    }

    private static async Task WriteAsync(HttpResponse response, Acknowledgement acknowledgement)
    {
        response.StatusCode = acknowledgement.Status;
        // Slack should not resend what would be rejected again (docs.slack.dev, Events API, "Error handling"). A slow body may arrive in
        // time next time.
        if (acknowledgement.Status is >= 400 and < 500 and not StatusCodes.Status408RequestTimeout)
            response.Headers["X-Slack-No-Retry"] = "1";
        response.ContentLength = acknowledgement.Body.Length;
        if (!acknowledgement.Body.IsEmpty)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.Body.WriteAsync(acknowledgement.Body);
        }

        await response.CompleteAsync();
    }
}
