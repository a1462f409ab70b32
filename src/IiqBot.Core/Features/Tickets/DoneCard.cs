using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Follow-up steps after a change of a ticket, which only show its result. An error in them must not make the change look failed: a
/// short card then says what was done and links to the ticket.
/// </summary>
public sealed partial class DoneCard(FailureLog failures, ILogger<DoneCard> logger)
{
    /// <summary>Draws the card or, if that fails, the short one.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="known">The ticket before the change.</param>
    /// <param name="whatHappened">What was done, in a sentence for everybody in the conversation.</param>
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

    /// <summary>Runs a step that follows from the change, and logs its failure instead of failing.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="follow">Runs the step.</param>
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
