using System.Net;
using System.Net.Http.Headers;
using IiqBot.Core.Messaging;
using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace IiqBot.Teams.Connector;

/// <summary>A call to the connector.</summary>
/// <param name="Operation">Its name in telemetry.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">The address.</param>
/// <param name="Body">The JSON to send.</param>
internal sealed record ConnectorCall(string Operation, HttpMethod Method, Uri Url, ReadOnlyMemory<byte>? Body)
{
    /// <summary>
    /// Whether the bot can repeat the call when no answer came. It must not repeat a message: Teams may have posted it already, and nobody
    /// wants it twice.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether to skip the call instead of waiting.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>
/// Waits until the conversation's rate limit allows the call, then sends it with the bot's token. It retries when Teams asks for it: with
/// jittered exponential back-off, or after the time in the answer, and never for longer than <see cref="Patience"/>.
/// </summary>
internal sealed partial class ConnectorPipeline
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ResiliencePropertyKey<ConnectorCall> CallKey = new("call");

    private readonly HttpClient _client;
    private readonly IConnectorTokens _tokens;
    private readonly TeamsTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger<ConnectorPipeline> _logger;
    private readonly ResiliencePipeline<ConnectorAnswer> _retries;

    public ConnectorPipeline(
        IHttpClientFactory clients,
        IConnectorTokens tokens,
        TeamsTelemetry telemetry,
        TimeProvider time,
        ILogger<ConnectorPipeline> logger
    )
    {
        (_client, _tokens, _telemetry, _time, _logger) = (clients.CreateClient(HttpClients.Connector), tokens, telemetry, time, logger);
        _retries = new ResiliencePipelineBuilder<ConnectorAnswer> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<ConnectorAnswer>
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(500),
                    MaxDelay = Patience,
                    UseJitter = true,
                    ShouldHandle = attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Context, attempt.Outcome.Result)),
                    DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                }
            )
            .Build();
    }

    /// <summary>Makes a call. Throws only when the caller cancels.</summary>
    public async Task<ConnectorAnswer> RunAsync(ConnectorCall call, Pacing pacing, string conversation, CancellationToken cancellationToken)
    {
        var wait = await pacing.WaitAsync(conversation, call.IsOptional ? TimeSpan.Zero : Patience, cancellationToken);
        var answer =
            wait > TimeSpan.Zero
                ? new ConnectorAnswer(DeliveryOutcome.RateLimited, RetryAfter: wait)
                : await TryAsync(call, cancellationToken);
        if (answer == ConnectorAnswer.NoAnswer && call.IsRepeatable)
            answer = answer with { Outcome = DeliveryOutcome.Transient };
        _telemetry.Delivered(call.Operation, answer.Outcome);
        if (!answer.IsDelivered)
            Log.NotDelivered(_logger, call.Operation, answer.Outcome, (int?)answer.Status, answer.Code);
        return answer;
    }

    private async Task<ConnectorAnswer> TryAsync(ConnectorCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _retries.ExecuteAsync(
                static async (context, state) => await state.pipeline.SendAsync(state.call, context.CancellationToken),
                context,
                (pipeline: this, call)
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsWorthRepeating(ResilienceContext context, ConnectorAnswer? answer)
    {
        if (answer is null || !context.Properties.TryGetValue(CallKey, out var call) || call.IsOptional)
            return false;
        if (answer.RetryAfter > Patience)
            return false;
        return answer.IsWorthRetrying || answer == ConnectorAnswer.NotSent || (answer == ConnectorAnswer.NoAnswer && call.IsRepeatable);
    }

    private async Task<ConnectorAnswer> SendAsync(ConnectorCall call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await SendOnceAsync(call, isRefused: false, cancellationToken);
            // Microsoft may have revoked the token or changed the app's keys, so one attempt with a new token is worthwhile.
            return answer.Status == HttpStatusCode.Unauthorized ? await SendOnceAsync(call, isRefused: true, cancellationToken) : answer;
        }
        catch (ConnectorTokenException exception)
        {
            Log.NoToken(_logger, exception.IsRefused, exception.Code);
            return new ConnectorAnswer(exception.IsRefused ? DeliveryOutcome.Unauthorized : DeliveryOutcome.Transient, Code: "NoToken");
        }
        catch (Exception exception) when (LostCall.WasNotSent(exception))
        {
            return ConnectorAnswer.NotSent;
        }
        catch (Exception exception) when (LostCall.HasNoAnswer(exception, cancellationToken))
        {
            return ConnectorAnswer.NoAnswer;
        }
    }

    private async Task<ConnectorAnswer> SendOnceAsync(ConnectorCall call, bool isRefused, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, call.Url);
        request.Headers.Authorization = await _tokens.GetAsync(isRefused, cancellationToken);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }
        using var response = await _client.SendAsync(request, cancellationToken);
        return ConnectorAnswer.From(
            response.StatusCode,
            RetryHeader.Read(response, _time),
            await response.Content.ReadAsByteArrayAsync(cancellationToken)
        );
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A call to the Teams connector failed: {Operation} {Outcome} {Status} {Code}")]
        public static partial void NotDelivered(ILogger logger, string operation, DeliveryOutcome outcome, int? status, string? code);

        [LoggerMessage(2, LogLevel.Error, "Could not get a token for the Teams connector (credentials refused: {IsRefused}): {Code}")]
        public static partial void NoToken(ILogger logger, bool isRefused, string? code);
    }
}
