using IiqBot.Core.Cards;
using IiqBot.Core.Features.Filings;
using IiqBot.Core.Features.Waiting;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;
using IiqBot.IncidentIq;

namespace IiqBot.Core.Dispatch;

/// <summary>What a person is told of a request that was kept.</summary>
internal static class WaitingTexts
{
    /// <summary>The card of a waiting request. It is redrawn in place once the request is carried out.</summary>
    /// <param name="work">The request.</param>
    /// <param name="exception">Why it waits; null when it waits behind others.</param>
    public static Card Card(WorkItem work, Exception? exception)
    {
        var sentence = Sentence(work, exception).With(work.Reference);
        return new()
        {
            Title = Texts.WaitingTitle,
            Summary = sentence,
            Body = [new CardElement.Notice(sentence, Tone.Warning)],
            Actions =
            [
                new CardAction.Press(Texts.ActionShowWaiting, ShowWaiting.Verb, Arguments.None),
                new CardAction.Press(Texts.ActionWithdraw, WithdrawWaiting.Verb, Arguments.Of(WithdrawWaiting.Work, work.Id.ToString())) { IsDestructive = true },
            ],
        };
    }

    private static string Sentence(WorkItem work, Exception? exception) => (work.Request.Verb, exception) switch
    {
        (_, UnconfirmedException or IncidentIqException { OutcomeUnknown: true } or OperationCanceledException) => Texts.WaitingUnconfirmed,
        (_, StorageUnavailableException) => Texts.WaitingUnfinished,
        (FileTicket.Verb, _) => Texts.WaitingFiling,
        _ => Texts.WaitingOther,
    };
}
