using System.Globalization;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Forms;
using IiqBot.Core.Identity;
using IiqBot.Core.Parsing;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Dispatch;

/// <summary>
/// Known verb → who is it → may they → once only → the handler, in its own scope and time budget → failures become cards.
/// Holds the only catch-all of the product.
/// </summary>
public sealed partial class Dispatcher(
    HandlerRegistry registry,
    Identifier identifier,
    Admission admission,
    IInbox inbox,
    IServiceScopeFactory scopes,
    FailureLog failures,
    CoreTelemetry telemetry,
    TimeProvider time,
    ILogger<Dispatcher> logger) : IDispatcher
{
    private static readonly TimeSpan FormBudget = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<BotResponse> DispatchAsync(BotRequest request, CancellationToken cancellationToken)
    {
        Speak(request.Actor.Locale);
        var (understood, line) = Understand(request);
        var registration = registry.Find(understood.Verb);
        var verb = registration?.Route.Verb ?? "unknown";
        using var span = CoreTelemetry.StartSpan(request, verb);
        using var tally = CallTally.Start();
        using var deadline = CallDeadline.In(request.Budget, time);
        using var budget = new CancellationTokenSource(request.Budget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        var started = time.GetTimestamp();
        var outcome = "answered";
        try
        {
            if (registration is null) return UnknownRequest.Answer(understood, line, registry.Parser);
            var (turn, refused) = await admission.AdmitAsync(understood, registration.Route, linked.Token);
            if (refused is null) return await RunOnceAsync(turn, registration, linked.Token);
            outcome = "refused";
            return refused;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "failed";
            return await FailAsync(understood, registration, exception, cancellationToken);
        }
        finally
        {
            telemetry.Record(request.Actor.Platform, verb, outcome, time.GetElapsedTime(started), tally.Count);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Option>> SuggestAsync(
        BotRequest request, string source, string query, int limit, CancellationToken cancellationToken)
    {
        Speak(request.Actor.Locale);
        using var deadline = CallDeadline.In(request.Budget, time);
        using var budget = new CancellationTokenSource(request.Budget, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            if (await identifier.IdentifyAsync(request, linked.Token) is not Identification.Known known) return [];
            await using var scope = scopes.CreateAsyncScope();
            var found = scope.ServiceProvider.GetServices<IOptionsSource>().FirstOrDefault(options => options.Name == source);
            return found is null ? [] : await found.SearchAsync(new Turn(request, known.Person), query, limit, linked.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Remember(request, $"suggest:{source}", exception);
            return [];
        }
    }

    private (BotRequest Request, ParsedLine? Line) Understand(BotRequest request)
    {
        if (request.Kind != RequestKind.Message || request.Verb is not null)
        {
            // A button of another version of the bot: the ticket it is about is shown afresh instead.
            return registry.Find(request.Verb) is null && request.Arguments.Id(TicketArguments.Ticket) is { } ticket
                ? (request with { Kind = RequestKind.CardAction, Verb = ShowTicket.Verb, Arguments = ShowTicket.AfterUnknownVerb(ticket) }, null)
                : (request, null);
        }

        var line = registry.Parser.Parse(request.Text);
        return (request with { Verb = line.Verb, Arguments = line.Arguments }, line);
    }

    private Task<BotResponse> RunOnceAsync(Turn turn, HandlerRegistration registration, CancellationToken cancellationToken)
    {
        if (!registration.Route.Writes) return RunAsync(turn, registration, cancellationToken);
        var actor = turn.Request.Actor;
        List<string> keys = [$"{actor.Platform}:{actor.Tenant}:{turn.Request.Conversation.Conversation}:{actor.UserId}:{turn.Request.Id}"];
        if (turn.IsSubmission && turn.Arguments[Form.InstanceKey] is { } form) keys.Add($"{actor.Platform}:{actor.Tenant}:{actor.UserId}:form:{form}");
        return inbox.OnceAsync(keys, () => RunAsync(turn, registration, cancellationToken));
    }

    private async Task<BotResponse> RunAsync(Turn turn, HandlerRegistration registration, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = (IRequestHandler)scope.ServiceProvider.GetRequiredService(registration.Handler);
        if (turn.IsSubmission && handler is IFormHandler form && form.Validate(turn.Arguments) is { Count: > 0 } errors)
            return new BotResponse.FormErrors(await form.FormAsync(turn, cancellationToken) with { Errors = errors });
        return await handler.HandleAsync(turn, cancellationToken);
    }

    private async Task<BotResponse> FailAsync(
        BotRequest request, HandlerRegistration? registration, Exception exception, CancellationToken cancellationToken)
    {
        var entry = Remember(request, registration?.Route.Verb ?? "unknown", exception);
        if (request.Kind == RequestKind.FormSubmission && registration is not null && registration.Handler.IsAssignableTo(typeof(IFormHandler)))
        {
            // What was typed must not be lost: the form comes back with it, if the lists it needs are at hand.
            try
            {
                using var brief = new CancellationTokenSource(FormBudget, time);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, brief.Token);
                if (await identifier.IdentifyAsync(request, linked.Token) is Identification.Known known)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var handler = (IFormHandler)scope.ServiceProvider.GetRequiredService(registration.Handler);
                    var form = await handler.FormAsync(new Turn(request, known.Person), linked.Token);
                    return new BotResponse.FormErrors(form with { Errors = Form.FailedAs(FailureTexts.Sentence(exception, registration.Route.Writes, entry.Reference)) });
                }
            }
            catch (Exception second) when (!cancellationToken.IsCancellationRequested)
            {
                Log.FormLost(logger, entry.Reference, second);
            }
        }

        return new BotResponse.Reply(FailureTexts.Card(request, registration?.Route.Writes ?? false, exception, entry.Reference)) { IsPrivate = true };
    }

    private FailureEntry Remember(BotRequest request, string verb, Exception exception)
    {
        var entry = failures.Add(request.Actor.Platform, verb, FailureTexts.Cause(exception));
        if (exception is IncidentIqException or PersonDirectoryException or OperationCanceledException)
            Log.Failed(logger, entry.Reference, entry.Platform, entry.Verb, entry.Cause);
        else
            Log.Unexpected(logger, entry.Reference, entry.Platform, entry.Verb, exception);
        return entry;
    }

    private static void Speak(string? locale) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Cultures.Of(locale);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request failed: {Reference} {Platform} {Verb}: {Cause}")]
        public static partial void Failed(ILogger logger, string reference, string platform, string verb, string cause);

        [LoggerMessage(2, LogLevel.Error, "Request failed unexpectedly: {Reference} {Platform} {Verb}")]
        public static partial void Unexpected(ILogger logger, string reference, string platform, string verb, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The form of the failed request {Reference} could not be shown again")]
        public static partial void FormLost(ILogger logger, string reference, Exception exception);
    }
}
