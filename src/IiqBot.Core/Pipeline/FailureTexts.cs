using System.Globalization;
using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Pipeline;

/// <summary>What the bot tells a person about a failure, and what an administrator can look up. Nobody else sees exception texts.</summary>
internal static class FailureTexts
{
    /// <summary>One plain sentence, a next step, and the reference.</summary>
    public static string Sentence(Exception exception, bool writes, string reference) =>
        $"{Explain(exception, writes)} {Texts.FailureReference.With(reference)}";

    /// <summary>The failure as a card with a button to try again.</summary>
    public static Card Card(BotRequest request, bool writes, Exception exception, string reference)
    {
        // The same instance id on the button makes a second attempt the same request as the first.
        var again = writes ? request.Arguments.With(Form.InstanceKey, Form.InstanceOf(request)) : request.Arguments;
        var sentence = Sentence(exception, writes, reference);
        return new()
        {
            Title = Texts.FailureTitle,
            Summary = sentence,
            Body = [new CardElement.Notice(sentence, Tone.Attention)],
            Actions =
            [
                .. request.Verb is { } verb && MayHelpToRepeat(exception)
                    ? [new CardAction.Press(Texts.ActionTryAgain, verb, again)]
                    : Array.Empty<CardAction>(),
                new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
                new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
            ],
        };
    }

    /// <summary>The technical cause, without personal data.</summary>
    public static string Cause(Exception exception) =>
        exception switch
        {
            IncidentIqException e =>
                $"Incident IQ {e.Failure} (status {e.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}): {e.Message}",
            PersonDirectoryException e => $"Person directory: {e.Message}",
            OperationCanceledException => "The time budget ran out.",
            UnconfirmedException e => e.Message,
            StorageUnavailableException e => $"Storage: {e.Message}",
            _ => exception.GetType().Name,
        };

    /// <summary>Whether a request that writes may have succeeded although it failed like this.</summary>
    public static bool IsOutcomeUnknown(Exception exception) =>
        exception is UnconfirmedException or IncidentIqException { OutcomeUnknown: true } or OperationCanceledException;

    private static string Explain(Exception exception, bool writes) =>
        exception switch
        {
            _ when IsOutcomeUnknown(exception) && (writes || exception is not OperationCanceledException) => Texts.FailureOutcomeUnknown,
            IncidentIqException e => e.Failure switch
            {
                IncidentIqFailure.Unreachable => Texts.FailureUnreachable,
                IncidentIqFailure.TimedOut => Texts.FailureTimedOut,
                IncidentIqFailure.RateLimited => Texts.FailureRateLimited.With(
                    (int)Math.Ceiling((e.RetryAfter ?? TimeSpan.FromMinutes(1)).TotalSeconds)
                ),
                IncidentIqFailure.TokenRefused => Texts.FailureTokenRefused,
                IncidentIqFailure.NotPermitted => Texts.FailureNotPermitted,
                IncidentIqFailure.NotFound => Texts.TicketNotFound,
                IncidentIqFailure.Invalid => Texts.FailureInvalid,
                IncidentIqFailure.FilterIgnored => Texts.FailureFilterIgnored,
                _ => Texts.FailureServer,
            },
            PersonDirectoryException => Texts.FailureDirectory,
            StorageUnavailableException => Texts.FailureStorage,
            OperationCanceledException => Texts.FailureTimedOut,
            _ => Texts.FailureUnexpected,
        };

    private static bool MayHelpToRepeat(Exception exception) =>
        exception
            is not IncidentIqException
            {
                Failure: IncidentIqFailure.TokenRefused
                    or IncidentIqFailure.NotPermitted
                    or IncidentIqFailure.Invalid
                    or IncidentIqFailure.FilterIgnored
            };
}
