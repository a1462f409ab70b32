using System.Collections.Concurrent;
using System.Net.Http.Headers;
using IiqBot.Core.Messaging;
using IiqBot.Core.Platforms;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace IiqBot.Slack.Api;

/// <summary>A call of the Web API.</summary>
/// <param name="Method">The method.</param>
/// <param name="Team">The workspace whose token is used.</param>
/// <param name="Content">Makes the arguments, anew for each attempt.</param>
internal sealed record SlackCall(ApiMethod Method, string Team, Func<HttpContent> Content)
{
    /// <summary>The channel a message goes to, which accepts about one a second; null for other calls.</summary>
    public string? Channel { get; init; }

    /// <summary>The key of the method's rate limit.</summary>
    public string MethodKey => $"{Team} {Method.Name}";

    /// <summary>The key of the channel's rate limit; null if the call posts nothing.</summary>
    public string? ChannelKey => Channel is { } channel && Method.IsPosting ? $"{Team}\n{channel}" : null;
}

/// <summary>
/// Waits until the rate limits of the method and the channel allow the call, then sends it with the workspace's token. It retries when
/// Slack asks for it: after the time that Slack gives, or with jittered exponential back-off, and never for longer than
/// <see cref="Patience"/>.
/// </summary>
internal sealed partial class SlackCalls
{
    /// <summary>
    /// How many messages a channel accepts at once before the limit is one a second (docs/reference/slack.md, "Rate limits").
    /// </summary>
    private const int ChannelBurst = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UrgentPatience = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<SlackCall> CallKey = new("call");

    private readonly IHttpClientFactory _clients;
    private readonly ISlackTokens _tokens;
    private readonly Revocations _revocations;
    private readonly IOptions<SlackOptions> _options;
    private readonly SlackTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger<SlackCalls> _logger;
    private readonly Pacing _channels;
    private readonly ConcurrentDictionary<int, Pacing> _methods = new(); // by calls a minute
    private readonly ResiliencePipeline<ApiAnswer> _retries;

    public SlackCalls(
        IHttpClientFactory clients,
        ISlackTokens tokens,
        Revocations revocations,
        IOptions<SlackOptions> options,
        SlackTelemetry telemetry,
        TimeProvider time,
        ILogger<SlackCalls> logger
    )
    {
        (_clients, _tokens, _revocations, _options, _telemetry, _time, _logger) = (
            clients,
            tokens,
            revocations,
            options,
            telemetry,
            time,
            logger
        );
        _channels = new Pacing(time, new CallWindow(ChannelBurst, TimeSpan.FromSeconds(ChannelBurst)));
        _retries = new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<ApiAnswer>
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
    public async Task<ApiAnswer> RunAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var wait = await WaitAsync(call, cancellationToken);
        var answer =
            wait > TimeSpan.Zero ? new ApiAnswer(DeliveryOutcome.RateLimited, "paced", wait) : await TryAsync(call, cancellationToken);
        if (answer.Outcome == DeliveryOutcome.Unconfirmed && call.Method.IsRepeatable)
            answer = answer with { Outcome = DeliveryOutcome.Transient };
        _telemetry.Delivered(call.Method.Name, answer.Outcome);
        if (answer.Error is "token_revoked" or "account_inactive")
            await _revocations.NoteAsync(call.Team, answer.Error, cancellationToken);
        if (!answer.IsDelivered)
            Log.NotDelivered(_logger, call.Method.Name, answer.Outcome, answer.Error);
        return answer;
    }

    private async ValueTask<TimeSpan> WaitAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var patience = call.Method.IsUrgent ? UrgentPatience : Patience;
        if (call.ChannelKey is { } channel)
        {
            var wait = await _channels.WaitAsync(channel, patience, cancellationToken);
            if (wait > TimeSpan.Zero)
                return wait;
        }

        return await PacingOf(call.Method).WaitAsync(call.MethodKey, patience, cancellationToken);
    }

    private Pacing PacingOf(ApiMethod method) =>
        _methods.GetOrAdd(method.PerMinute, (calls, time) => new Pacing(time, new CallWindow(calls, TimeSpan.FromMinutes(1))), _time);

    private async Task<ApiAnswer> TryAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _retries.ExecuteAsync(
                static async (context, state) => await state.calls.SendAsync(state.call, context.CancellationToken),
                context,
                (calls: this, call)
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsWorthRepeating(ResilienceContext context, ApiAnswer? answer)
    {
        if (
            answer is null
            || !context.Properties.TryGetValue(CallKey, out var call)
            || call.Method.IsUrgent
            || answer.RetryAfter > Patience
        )
            return false;
        if (answer == ApiAnswer.NotSent || answer.Outcome == DeliveryOutcome.RateLimited)
            return true;
        return answer.Outcome is DeliveryOutcome.Transient or DeliveryOutcome.Unconfirmed && call.Method.IsRepeatable;
    }

    private async Task<ApiAnswer> SendAsync(SlackCall call, CancellationToken cancellationToken)
    {
        try
        {
            if (await _tokens.FindAsync(call.Team, cancellationToken) is not { } token)
                return ApiAnswer.NoToken;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Value.ApiUrl, call.Method.Name));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = call.Content();
            using var response = await _clients.CreateClient(HttpClients.Api).SendAsync(request, cancellationToken);
            var answer = ApiAnswer.From(
                response.StatusCode,
                RetryHeader.Read(response, _time),
                await response.Content.ReadAsByteArrayAsync(cancellationToken)
            );

            // Slack does not say which limit was hit. For a post it is mostly the channel's, for other calls the method's.
            if (answer is { Outcome: DeliveryOutcome.RateLimited, RetryAfter: { } after })
                Hold(call, after);
            return answer;
        }
        catch (Exception exception) when (LostCall.WasNotSent(exception))
        {
            return ApiAnswer.NotSent;
        }
        catch (Exception exception) when (LostCall.HasNoAnswer(exception, cancellationToken))
        {
            return ApiAnswer.NoAnswer;
        }
    }

    private void Hold(SlackCall call, TimeSpan span)
    {
        if (call.ChannelKey is { } channel)
            _channels.Hold(channel, span);
        else
            PacingOf(call.Method).Hold(call.MethodKey, span);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A call to Slack failed: {Method} {Outcome} {Error}")]
        public static partial void NotDelivered(ILogger logger, string method, DeliveryOutcome outcome, string? error);
    }
}
