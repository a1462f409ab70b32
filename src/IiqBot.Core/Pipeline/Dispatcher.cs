using System.Runtime.ExceptionServices;
using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// The steps of a request: enrich it → find its verb → run it only once → identify the person → check their rights → run the handler, in
/// its own scope and time budget → turn failures into cards. It has the only catch-all of the product.
/// </summary>
public sealed partial class Dispatcher(
    Intake intake,
    RequestRunner requestRunner,
    RequestOutcomes requestOutcomes,
    HandlerRegistry registry,
    Identifier identifier,
    Admission admission,
    ShownRecorder shownRecorder,
    IEnumerable<IRequestEnricher> enrichers,
    IServiceScopeFactory scopes,
    FailureLog failures,
    CoreTelemetry telemetry,
    TimeProvider time,
    ILogger<Dispatcher> logger
) : IDispatcher
{
    /// <inheritdoc />
    public ValueTask<Accepted> AcceptAsync(BotRequest request, CancellationToken cancellationToken) =>
        intake.AcceptAsync(request, cancellationToken);

    /// <inheritdoc />
    public async Task<BotResponse> AnswerAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        var request = accepted.Request;
        Wording.SpeakTo(request.Actor);
        using var span = CoreTelemetry.StartSpan(request, accepted.KnownVerb);
        using var tally = CallTally.Start();
        using var deadline = CallDeadline.In(request.Budget, time);
        using var budget = new CancellationTokenSource(request.Budget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        var started = time.GetTimestamp();
        var outcome = "stopped";
        try
        {
            accepted = await enrichers.EnrichAsync(accepted, IsLetInAsync, linked.Token);
            var answer = await AnswerOnceAsync(accepted, linked.Token);
            outcome = answer switch
            {
                { IsRefusal: true } => "refused",
                { IsKept: true } => "kept",
                _ => "answered",
            };
            return answer;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "failed";
            return await FailAsync(accepted, exception, cancellationToken);
        }
        catch (Exception) when (accepted is { Work: { } work, IsRepeat: false })
        {
            // The host is stopping, whatever exception the work threw.
            await requestOutcomes.HandBackAsync(work);
            throw;
        }
        finally
        {
            telemetry.Record(request.Actor.Platform, accepted.KnownVerb, outcome, time.GetElapsedTime(started), tally.Count);
        }
    }

    /// <inheritdoc />
    public Task ShownAsync(Accepted accepted, BotResponse answer, DeliveryResult result, CancellationToken cancellationToken) =>
        shownRecorder.ShownAsync(accepted, answer, result, cancellationToken);

    /// <inheritdoc />
    public async Task<bool?> IsLetInAsync(BotRequest request, CancellationToken cancellationToken)
    {
        using var deadline = CallDeadline.In(request.Budget, time);
        try
        {
            return await identifier.IdentifyAsync(request, cancellationToken) is Identification.Known;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // the answer to the request meets the same failure and reports it
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request,
        string source,
        string query,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var sources = scope.ServiceProvider.GetServices<IOptionsSource>();
        if (sources.FirstOrDefault(options => options.Name == source) is not { } known)
            return [];

        Wording.SpeakTo(request.Actor);
        using var deadline = CallDeadline.In(request.Budget, time);
        using var budget = new CancellationTokenSource(request.Budget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            if (await identifier.IdentifyAsync(request, linked.Token) is not Identification.Known { Person: var person })
                return [];
            return await known.SearchAsync(
                new Turn(request, person),
                WholeCharacters.Begin(query, IOptionsSource.LongestQuery),
                limit,
                linked.Token
            );
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Remember(request, $"suggest:{known.Name}", exception); // the source's own name: a client can send any name
            return Choices.NotNow;
        }
    }

    private async Task<BotResponse> AnswerOnceAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        if (accepted.NotStored is { } fault)
            throw fault;
        if (accepted.Registration is not { } registration)
            return await AnswerUnknownAsync(accepted, cancellationToken);
        if (accepted.Work is { } work)
            return await requestRunner.OnceAsync(accepted, work, cancellationToken);
        var (turn, refused) = await admission.AdmitAsync(accepted.Request, registration.Route, cancellationToken);
        if (refused is not null)
            return refused;
        if (accepted.Errors.Count > 0)
        {
            return registration.Handler.IsAssignableTo(typeof(IFormHandler))
                ? await FormAgainAsync(turn, registration, accepted.Errors, cancellationToken)
                : new BotResponse.Toast(string.Join(' ', accepted.Errors.Values));
        }

        return turn.Remembered is { } cause
            ? await BlankFormAsync(turn, registration, cause, cancellationToken)
            : await requestRunner.RunAsync(turn, accepted, cancellationToken);
    }

    private async Task<BotResponse> AnswerUnknownAsync(Accepted accepted, CancellationToken cancellationToken)
    {
        // The bot offers a command only to people who may use it, so it must identify the person.
        var isGuess = accepted.Line is { Suggestions.Count: > 0 };
        var asker = isGuess ? (await admission.AdmitAsync(accepted.Request, UnknownRequest.Route, cancellationToken)).Turn.Caller : null;
        return UnknownRequest.Answer(accepted.Request, accepted.Line, asker, registry);
    }

    private async Task<BotResponse> FormAgainAsync(
        Turn turn,
        HandlerRegistration registration,
        IReadOnlyDictionary<string, string> errors,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = (IFormHandler)scope.ServiceProvider.GetRequiredService(registration.Handler);
        return new BotResponse.FormErrors(await handler.FormAsync(turn, cancellationToken) with { Errors = errors });
    }

    // A person whom the bot only remembers may fill in a form of a request that waits. The bot reads no ticket for them.
    private async Task<BotResponse> BlankFormAsync(
        Turn turn,
        HandlerRegistration registration,
        Exception cause,
        CancellationToken cancellationToken
    )
    {
        if (!registration.Handler.IsAssignableTo(typeof(IFormHandler)))
            ExceptionDispatchInfo.Throw(cause);
        await using var scope = scopes.CreateAsyncScope();
        return new BotResponse.OpenForm(
            await ((IFormHandler)scope.ServiceProvider.GetRequiredService(registration.Handler)).FormAsync(turn, cancellationToken)
        );
    }
}
