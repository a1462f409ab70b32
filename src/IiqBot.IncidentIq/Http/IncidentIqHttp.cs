using System.Net.Http.Headers;
using IiqBot.IncidentIq.Wire;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace IiqBot.IncidentIq.Http;

/// <summary>Sends calls: adds headers, retries, reads the envelope, and turns failures into <see cref="IncidentIqException"/>.</summary>
internal sealed class IncidentIqHttp(
    IHttpClientFactory clients,
    IOptions<IncidentIqOptions> options,
    CallPipeline pipeline,
    TokenCheck tokenCheck,
    Telemetry telemetry,
    TimeProvider time
)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "IiqBot.IncidentIq";

    /// <summary>Larger than any page this client asks for. The rest of a larger answer is not read.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    /// <summary>Sends a call and returns its answer.</summary>
    /// <exception cref="IncidentIqException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<Envelope> SendAsync(Call call, CancellationToken cancellationToken)
    {
        using var watched = telemetry.Watch(call.Route);
        var mayBeDone = false;
        try
        {
            var envelope = await pipeline.RunAsync(call.Route, AttemptAsync, cancellationToken);
            watched.Outcome = "Ok";
            return envelope;
        }
        catch (Exception e) when (e is IncidentIqException or TimeoutRejectedException or BrokenCircuitException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = await ExplainAsync(call.Route, e, mayBeDone, cancellationToken);
            watched.Outcome = failure.Failure.ToString();
            throw failure;
        }

        // Remember a lost answer across all attempts: if a later attempt fails differently, an earlier one may still have taken
        // effect.
        async Task<Envelope> AttemptAsync(CancellationToken attemptToken)
        {
            try
            {
                return await SendOnceAsync(call, attemptToken);
            }
            catch (Exception e) when (e is OperationCanceledException || e is IncidentIqException { OutcomeUnknown: true })
            {
                mayBeDone = call.Route.IsWrite;
                throw;
            }
        }
    }

    private async Task<IncidentIqException> ExplainAsync(Route route, Exception e, bool mayBeDone, CancellationToken cancellationToken)
    {
        if (
            e is IncidentIqException { StatusCode: 401 }
            && route != Routes.Login
            && !await tokenCheck.IsRefusedAsync(token => SendAsync(Call.To(Routes.Login), token), cancellationToken)
        )
        {
            return new(IncidentIqFailure.NotPermitted, $"{route}: 401, though the token is good.", e)
            {
                StatusCode = 401,
                OutcomeUnknown = mayBeDone,
            };
        }

        return e switch
        {
            TimeoutRejectedException => new(IncidentIqFailure.TimedOut, $"{route}: no answer in time.", e) { OutcomeUnknown = mayBeDone },
            BrokenCircuitException => new(IncidentIqFailure.Unreachable, $"{route}: not sent, for the calls before it failed.", e)
            {
                OutcomeUnknown = mayBeDone,
            },
            IncidentIqException failure when failure.OutcomeUnknown == mayBeDone => failure,
            IncidentIqException failure => new(failure.Failure, failure.Message, failure)
            {
                StatusCode = failure.StatusCode,
                RetryAfter = failure.RetryAfter,
                InvalidFields = failure.InvalidFields,
                OutcomeUnknown = mayBeDone,
            },
            _ => throw e,
        };
    }

    private async Task<Envelope> SendOnceAsync(Call call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var request = Request(call);
        CallTally.Add();
        telemetry.Attempt(call.Route);
        try
        {
            var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return await Answer.ReadAsync(call.Route, response, telemetry, time, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw Failures.NoAnswer(call.Route, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.NoAnswer(call.Route, new HttpRequestException("The client gave the request up.", e));
        }
    }

    private HttpRequestMessage Request(Call call)
    {
        var settings = options.Value;
        var request = new HttpRequestMessage(call.Route.Method, new Uri(settings.BaseUrl!, call.PathAndQuery));
        var headers = request.Headers;
        headers.Authorization = new("Bearer", settings.ApiToken);
        headers.Accept.Add(new("application/json"));
        headers.Add("SiteId", settings.SiteId.ToString());
        headers.Add("Client", "ApiClient");
        if (call.ProductId is { } product)
            headers.Add("ProductId", product.ToString());
        if (call.OnlySetMembers)
            headers.Add("ApiFlags", "OnlySetMappedProperties");
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (call.File is { } file)
            request.Content = FilePart.Of(file);

        return request;
    }
}
