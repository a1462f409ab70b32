using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// The steps after a change of a ticket, which only show its result. No error in them may make it look as if the change failed: a short
/// card then says what was done and leads to the ticket.
/// </summary>
public sealed partial class DoneCard(FailureLog failures, ILogger<DoneCard> logger)
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
        catch (Exception exception)
        {
            Remember(turn, exception);
            return new()
            {
                Title = turn.IsOneToOne ? TicketCard.TitleOf(known) : TicketCard.MinimumTitleOf(known),
                Summary = whatHappened,
                Body = [new CardElement.Notice(whatHappened, Tone.Good), new CardElement.Paragraph(Texts.DoneNotDrawn) { IsMuted = true }],
                Actions =
                [
                    new CardAction.Press(
                        Texts.ActionShowTicket,
                        Verbs.ShowTicket,
                        TicketArguments.For(known).With(ArgumentNames.InPlace, "true")
                    ),
                ],
                Ticket = new(known.Id, TicketArguments.VersionOf(known)),
            };
        }
    }

    /// <summary>Does something that follows from what was done, and is not worth failing for.</summary>
    /// <param name="turn">Who did it.</param>
    /// <param name="follow">Does it.</param>
    public async Task FollowAsync(Turn turn, Func<Task> follow)
    {
        try
        {
            await follow();
        }
        catch (Exception exception)
        {
            Remember(turn, exception);
        }
    }

    private void Remember(Turn turn, Exception exception)
    {
        var entry = failures.Add(turn.Request.Actor.Platform, turn.Request.Verb ?? "", FailureTexts.Cause(exception));
        if (exception is IncidentIqException or OperationCanceledException)
            Log.NotShown(logger, entry.Reference, entry.Verb, entry.Cause);
        else
            Log.Unexpected(logger, entry.Reference, entry.Verb, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request {Reference} ({Verb}) succeeded, but the bot could not show the ticket: {Cause}")]
        public static partial void NotShown(ILogger logger, string reference, string verb, string cause);

        [LoggerMessage(2, LogLevel.Error, "Request {Reference} ({Verb}) succeeded, but a later step failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, string reference, string verb, Exception exception);
    }
}
