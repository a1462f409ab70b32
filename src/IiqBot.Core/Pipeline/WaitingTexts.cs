using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Pipeline;

/// <summary>What the bot tells a person about a waiting request.</summary>
internal static class WaitingTexts
{
    /// <summary>The card of a waiting request. The bot redraws it in place once the request has run.</summary>
    /// <param name="work">The request.</param>
    /// <param name="exception">Why it waits; null if it waits behind other requests.</param>
    public static Card Card(WorkItem work, Exception? exception)
    {
        var sentence = Sentence(work, exception).With(work.Reference);
        return new()
        {
            Title = Texts.WaitingTitle,
            Summary = sentence,
            Body = [new CardElement.Notice(sentence, Tone.Warning)],
            Actions = exception is StorageUnavailableException or PersonDirectoryException
                ? [new CardAction.Press(Texts.ActionShowWaiting, Verbs.ShowWaiting, Arguments.None)] // it may have run already
                :
                [
                    new CardAction.Press(Texts.ActionShowWaiting, Verbs.ShowWaiting, Arguments.None),
                    new CardAction.Press(
                        Texts.ActionWithdraw,
                        Verbs.WithdrawWaiting,
                        Arguments.Of(ArgumentNames.WaitingRequest, work.Id.ToString())
                    )
                    {
                        IsDestructive = true,
                    },
                ],
        };
    }

    /// <summary>Replaces the card if the bot must ask the person before it can run the request. Nothing that they typed is lost.</summary>
    /// <param name="work">The request.</param>
    /// <param name="form">What to ask, filled in with what they typed.</param>
    public static Card Question(WorkItem work, Form form)
    {
        var sentence = Texts.WaitingAsks.With(work.Reference);
        var typed = form.Fields.OfType<Field.Text>().Select(field => field.Value).Where(value => !string.IsNullOrWhiteSpace(value));
        return new()
        {
            Title = form.Title,
            Summary = sentence,
            Body =
            [
                new CardElement.Notice(sentence, Tone.Warning),
                .. form.Errors.Values.Distinct().Select(error => new CardElement.Paragraph(error)),
                .. typed.Select(text => new CardElement.Paragraph(text!) { IsMuted = true }),
            ],
            Actions = [new CardAction.Press(Texts.ActionFillIn, form.Verb, form.Filled) { Prominence = Prominence.Primary }],
        };
    }

    /// <summary>Replaces the card if the request has waited too long: what the person wrote, and a way to send it again.</summary>
    /// <param name="work">The request.</param>
    /// <param name="mayHaveBeenSent">Whether it may have reached Incident IQ.</param>
    public static Card GivenBack(WorkItem work, bool mayHaveBeenSent)
    {
        var sentence = (mayHaveBeenSent ? Texts.WaitingGivenBackUnknown : Texts.WaitingGivenBack).With(
            (int)RequestOutcomes.LongestWait.TotalHours,
            work.Reference
        );
        return new()
        {
            Title = Texts.FailureTitle,
            Summary = sentence,
            Body =
            [
                new CardElement.Notice(sentence, Tone.Attention),
                .. TypedIn(work.Request) is { } text ? [new CardElement.Paragraph(text) { IsMuted = true }] : Array.Empty<CardElement>(),
            ],
            Actions = [Again(work, mayHaveBeenSent), new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None)],
        };
    }

    /// <summary>What the person wrote; null if the request does not have it.</summary>
    public static string? TypedIn(BotRequest request) =>
        request.Arguments[ArgumentNames.Description] ?? request.Arguments[ArgumentNames.Text];

    // If the ticket may exist, the button looks for it first. A button that sends at once repeats the first request. A button that opens a
    // form makes a new request, because the first form was sent.
    private static CardAction.Press Again(WorkItem work, bool mayHaveBeenSent)
    {
        var (verb, arguments) = (work.Request.Verb!, work.Request.Arguments);
        if (verb == Verbs.FileTicket && mayHaveBeenSent)
            return new(Texts.ActionTryAgain, Verbs.ContinueFiling, Arguments.Of(ArgumentNames.Reference, work.Reference));
        if (arguments[ArgumentNames.Text] is not { Length: <= CardAction.LongestCarried })
        {
            var kept = verb == Verbs.FileTicket ? arguments.With(ArgumentNames.Description, TypedIn(work.Request)) : arguments;
            return new(
                Texts.ActionTryAgain,
                verb,
                Arguments.From(kept.Values.Where(argument => argument.Key is not (ArgumentNames.Text or Form.InstanceKey)))
            );
        }

        return new(Texts.ActionTryAgain, verb, arguments.With(Form.InstanceKey, Form.InstanceOf(work.Request)));
    }

    /// <summary>A short answer as a card, for a place where the card of the waiting request would otherwise stay forever.</summary>
    public static Card Said(string text) =>
        new()
        {
            Title = Texts.RefusedTitle,
            Summary = text,
            Body = [new CardElement.Notice(text, Tone.Warning)],
        };

    /// <summary>A card with a button that opens a form with its answers, because the form itself could not be delivered.</summary>
    public static Card Behind(Form form) =>
        new()
        {
            Title = form.Title,
            Summary = Texts.FormBehindButton,
            Body =
            [
                .. form.Errors.Values.Distinct().Select(error => new CardElement.Notice(error, Tone.Warning)),
                new CardElement.Paragraph(Texts.FormBehindButton),
            ],
            Actions = [new CardAction.Press(Texts.ActionFillIn, form.Verb, form.Filled) { Prominence = Prominence.Primary }],
        };

    private static string Sentence(WorkItem work, Exception? exception) =>
        (work.Request.Verb, exception) switch
        {
            (_, UnconfirmedException or IncidentIqException { OutcomeUnknown: true } or OperationCanceledException) =>
                Texts.WaitingUnconfirmed,
            (_, StorageUnavailableException or PersonDirectoryException) => Texts.WaitingUnfinished,
            (Verbs.FileTicket, _) => Texts.WaitingFiling,
            _ => Texts.WaitingOther,
        };
}
