using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Pipeline;

/// <content>Handles a request that fails.</content>
public sealed partial class Dispatcher
{
    private static readonly TimeSpan FormBudget = TimeSpan.FromSeconds(2);

    private async Task<BotResponse> FailAsync(Accepted accepted, Exception exception, CancellationToken cancellationToken)
    {
        var request = accepted.Request;

        // It is unknown whether the request was stored. If a worker runs it later, it has the same reference that the person saw.
        var entry = Remember(request, accepted.KnownVerb, exception, accepted.NotStored is null ? null : Intake.ReferenceOf(request));
        var answer = await SayAsync(accepted, exception, entry.Reference, cancellationToken);
        return accepted is { Work: { } work, IsRepeat: false }
            ? await requestOutcomes.FailAsync(accepted, work, answer, exception, entry.Reference)
            : answer;
    }

    private async Task<BotResponse> SayAsync(Accepted accepted, Exception exception, string reference, CancellationToken cancellationToken)
    {
        var (request, registration) = (accepted.Request, accepted.Registration);

        // A request that writes was stored first, or should have been. A form that opens, or returns with errors, leaves nothing in doubt.
        var writes = accepted.IsStored || accepted.CouldNotBeStored;
        if (
            request.Kind == RequestKind.FormSubmission
            && registration is not null
            && registration.Handler.IsAssignableTo(typeof(IFormHandler))
        )
        {
            // What the person typed must not be lost: the form returns with it, if the bot can get the lists that the form needs.
            try
            {
                using var brief = new CancellationTokenSource(FormBudget, time);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, brief.Token);
                if (await identifier.IdentifyAsync(request, linked.Token) is Identification.Known known)
                    return await FormAgainAsync(
                        new(request, known.Person),
                        registration,
                        Form.FailedAs(FailureTexts.Sentence(exception, writes, reference)),
                        linked.Token
                    );
            }
            catch (Exception second) when (!cancellationToken.IsCancellationRequested)
            {
                if (IsExpected(second))
                    Log.FormLost(logger, reference, FailureTexts.Cause(second));
                else
                    Log.FormLostUnexpectedly(logger, reference, second);
            }
        }

        return new BotResponse.Reply(FailureTexts.Card(request, writes, exception, reference)) { IsPrivate = true };
    }

    private FailureEntry Remember(BotRequest request, string verb, Exception exception, string? reference = null)
    {
        var entry = failures.Add(request.Actor.Platform, verb, FailureTexts.Cause(exception), reference);
        if (IsExpected(exception))
            Log.Failed(logger, entry.Reference, entry.Platform, entry.Verb, entry.Cause);
        else
            Log.Unexpected(logger, entry.Reference, entry.Platform, entry.Verb, exception);
        return entry;
    }

    // If another system refuses or is late, the log needs the cause, not the place in the code that noticed it.
    private static bool IsExpected(Exception exception) =>
        exception is IncidentIqException or PersonDirectoryException or OperationCanceledException or StorageUnavailableException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request failed: {Reference} {Platform} {Verb}: {Cause}")]
        public static partial void Failed(ILogger logger, string reference, string platform, string verb, string cause);

        [LoggerMessage(2, LogLevel.Error, "Request failed unexpectedly: {Reference} {Platform} {Verb}")]
        public static partial void Unexpected(ILogger logger, string reference, string platform, string verb, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Could not show the form of failed request {Reference} again: {Cause}")]
        public static partial void FormLost(ILogger logger, string reference, string cause);

        [LoggerMessage(4, LogLevel.Error, "Could not show the form of failed request {Reference} again because of an unexpected error")]
        public static partial void FormLostUnexpectedly(ILogger logger, string reference, Exception exception);
    }
}
