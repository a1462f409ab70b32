using IiqBot.Teams.Activities;
using IiqBot.Teams.Inbound;
using IiqBot.Teams.Turns;
using Microsoft.AspNetCore.Http;

namespace IiqBot.Teams;

/// <summary>
/// Serves <c>POST /api/messages</c>. It checks, in this order: the headers, the token, the body, the origin that the body claims. Only then
/// does any code read the request itself.
/// </summary>
internal sealed class MessagesEndpoint(
    IGate gate,
    ActivityRouter router,
    TeamsTurnRunner runner,
    TeamsTelemetry telemetry,
    TimeProvider time
)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var (activity, answer) = await AnswerAsync(context);
        try
        {
            await WriteAsync(context.Response, answer);
        }
        finally
        {
            // Also runs when the client hung up: the work is done, and the others should see it.
            if (answer.Afterwards is { } rest)
                runner.Start(rest);
        }
        telemetry.Acknowledged(ActivityRouter.Known(activity?.Type), answer.Status, time.GetElapsedTime(started));
    }

    private async ValueTask<(Activity?, TurnAnswer)> AnswerAsync(HttpContext context)
    {
        var refusal = ActivityBody.Refuse(context.Request);
        if (refusal != 0)
            return (null, new TurnAnswer(refusal));

        var entry = await gate.EnterAsync(context);
        if (entry.Refusal != 0)
            return (null, new TurnAnswer(entry.Refusal));

        (var activity, refusal) = await ActivityBody.ReadAsync(context.Request, context.RequestAborted);
        if (activity is null)
            return (null, new TurnAnswer(refusal));

        var admission = gate.Admit(entry, activity);
        return admission.Refusal != 0
            ? (activity, new TurnAnswer(admission.Refusal))
            : (activity, await router.AnswerAsync(activity, admission.Tenant, context.RequestAborted));
    }

    private static async Task WriteAsync(HttpResponse response, TurnAnswer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        response.ContentLength = answer.Body.Length;
        if (!answer.Body.IsEmpty)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.Body.WriteAsync(answer.Body);
        }
        await response.CompleteAsync();
    }
}
