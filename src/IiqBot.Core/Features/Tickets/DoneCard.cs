using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Draws the card after something was done to a ticket. Nothing that fails from then on may look as if it was not done:
/// a short card then says what was, and leads to the ticket.
/// </summary>
public sealed partial class DoneCard(ILogger<DoneCard> logger)
{
    /// <summary>The card, or the short one.</summary>
    /// <param name="turn">Who did it, and where.</param>
    /// <param name="known">The ticket as it was known before.</param>
    /// <param name="whatHappened">What was done, in a sentence for everybody who reads along.</param>
    /// <param name="draw">Draws the ticket as it is now.</param>
    public async Task<Card> DrawAsync(Turn turn, Ticket known, string whatHappened, Func<Task<Card>> draw)
    {
        try
        {
            return await draw();
        }
        catch (Exception exception) when (exception is IncidentIqException or OperationCanceledException)
        {
            Log.NotDrawn(logger, turn.Request.Verb ?? "", FailureTexts.Cause(exception));
            return new()
            {
                Title = turn.IsOneToOne ? TicketCard.TitleOf(known) : TicketCard.MinimumTitleOf(known),
                Summary = whatHappened,
                Body = [new CardElement.Notice(whatHappened, Tone.Good), new CardElement.Paragraph(Texts.DoneNotDrawn) { IsMuted = true }],
                Actions = [new CardAction.Press(Texts.ActionShowTicket, ShowTicket.Verb, FormState.TicketOf(TicketArguments.For(known)).With(ShowTicket.InPlace, "true"))],
                Ticket = new(known.Id, TicketArguments.VersionOf(known)),
            };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Verb} is done, but the ticket could not be shown: {Cause}")]
        public static partial void NotDrawn(ILogger logger, string verb, string cause);
    }
}
