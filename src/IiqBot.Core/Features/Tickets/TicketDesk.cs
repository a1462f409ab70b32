using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Forms;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>A ticket as it is now, and what the asker may do with it.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Rights">The rights.</param>
public sealed record OpenedTicket(Ticket Ticket, TicketRights Rights);

/// <summary>
/// Reads the ticket a request is about, checks the asker's rights, and stops what was asked on the ground of a card
/// that is no longer true. Every feature that touches a ticket goes through it.
/// </summary>
public sealed class TicketDesk(
    ITickets tickets, ChangesSinceSeen changes, RecentActs acts, TicketCard cards, DoneCard done, TimeProvider time, IOptions<IncidentIqOptions> options)
{
    /// <summary>
    /// The ticket that the arguments name; null when there is none or the asker may not know of it, which are the same to
    /// them.
    /// </summary>
    public async Task<OpenedTicket?> OpenAsync(Turn turn, CancellationToken cancellationToken)
    {
        var ticket = await FindAsync(turn, cancellationToken);
        if (ticket is null) return null;
        var rights = RightsOf(turn, ticket);
        return rights.CanSee ? new(ticket, rights) : null;
    }

    /// <summary>What the asker may do with a ticket.</summary>
    public TicketRights RightsOf(Turn turn, Ticket ticket) =>
        TicketRights.Of(turn.Person, ticket, turn.IsOneToOne, options.Value.ProductsInForce);

    /// <summary>
    /// Opens the ticket to change it. When it moved on since the asker's card was drawn (another status, assignee or
    /// field, changed by somebody else), nothing may be done yet: the answer shows it as it is now, and who changed what.
    /// </summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="again">The form to ask again, so that what was typed into it is not lost; null when there is none.</param>
    public async Task<(OpenedTicket? Opened, BotResponse? Instead)> OpenToChangeAsync(
        Turn turn, CancellationToken cancellationToken, Func<Ticket, Task<Form>>? again = null)
    {
        var opened = await OpenAsync(turn, cancellationToken);
        if (opened is null) return (null, NotFound(turn));
        if (await changes.TellAsync(turn, opened.Ticket, cancellationToken) is not { } changed) return (opened, null);
        var told = Texts.ChangedSince.With(changed);
        if (turn.IsSubmission && again is not null)
            return (null, new BotResponse.FormErrors(await again(opened.Ticket) with { Errors = Form.FailedAs(told) }));
        return (null, new BotResponse.ReplaceCard(await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(told, Tone.Warning))));
    }

    /// <summary>Shows a ticket after a change: reads it again, so that the card tells what Incident IQ made of it.</summary>
    /// <param name="turn">Who changed it, and where.</param>
    /// <param name="before">The ticket as it was.</param>
    /// <param name="say">What happened, as a sentence around the name of who did it.</param>
    /// <param name="cancellationToken">Ends the reading, not the answer.</param>
    /// <param name="sayToAll">The sentence for where others read along, when it has to say less.</param>
    public Task<BotResponse> ShowChangedAsync(
        Turn turn, OpenedTicket before, Func<string, string> say, CancellationToken cancellationToken, Func<string, string>? sayToAll = null) =>
        ShowDoneAsync(turn, before, say, sayToAll ?? say, isChange: true, cancellationToken);

    /// <summary>
    /// Shows a ticket after a comment or a note: those go through whatever changed meanwhile, so what did is told with them.
    /// </summary>
    /// <param name="turn">Who wrote it, and where.</param>
    /// <param name="before">The ticket as it was.</param>
    /// <param name="say">What happened, as a sentence around the name of who did it.</param>
    /// <param name="cancellationToken">Ends the reading, not the answer.</param>
    public Task<BotResponse> ShowCommentedAsync(Turn turn, OpenedTicket before, Func<string, string> say, CancellationToken cancellationToken) =>
        ShowDoneAsync(turn, before, say, say, isChange: false, cancellationToken);

    private async Task<BotResponse> ShowDoneAsync(
        Turn turn, OpenedTicket before, Func<string, string> say, Func<string, string> sayToAll, bool isChange, CancellationToken cancellationToken)
    {
        var (text, sharedText) = (say(turn.Person.Name), sayToAll(turn.Person.IsAgent ? turn.Person.Name : Texts.SomebodyName));
        var whatHappened = turn.IsOneToOne ? text : sharedText;
        DateTimeOffset? at = null;
        var card = await done.DrawAsync(turn, before.Ticket, whatHappened, async () =>
        {
            var ticket = await tickets.GetAsync(before.Ticket.Id, cancellationToken);
            at = ticket.Modified;
            var opened = new OpenedTicket(ticket, RightsOf(turn, ticket));
            var notice = new CardElement.Notice(whatHappened, Tone.Good);
            if (!opened.Rights.CanSee)
                return new() { Title = Texts.TicketGoneTitle, Summary = whatHappened, Body = [notice, new CardElement.Paragraph(Texts.TicketGone)], Actions = WayOn };
            var meanwhile = isChange ? null : await changes.TellAsync(turn, before.Ticket, cancellationToken);
            return meanwhile is null
                ? await cards.DrawAsync(turn, opened, cancellationToken, notice)
                : await cards.DrawAsync(turn, opened, cancellationToken, notice, new CardElement.Notice(Texts.ChangedMeanwhile.With(meanwhile), Tone.Warning));
        });
        await acts.AddAsync(turn, new(before.Ticket.Id, text, sharedText, at ?? time.GetUtcNow()) { IsChange = isChange });
        return new BotResponse.ReplaceCard(card);
    }

    private static CardAction[] WayOn =>
    [
        new CardAction.Press(Texts.ActionMyTickets, MyTickets.Verb, Requests.Arguments.None),
        new CardAction.Press(Texts.ActionSearch, SearchTickets.Verb, Requests.Arguments.None),
        new CardAction.Press(Texts.ActionHelp, Help.Verb, Requests.Arguments.None),
    ];

    /// <summary>The answer when the ticket is not there, or not theirs to know of.</summary>
    public static BotResponse NotFound(Turn turn)
    {
        var asked = turn.Arguments[TicketArguments.Ticket];
        var text = asked is null ? Texts.TicketWhich : Texts.TicketNotFound;
        return new BotResponse.Reply(new Card
        {
            Title = asked is null ? Texts.TicketWhichTitle : Texts.TicketNotFoundTitle,
            Summary = text,
            Body = [new CardElement.Paragraph(text)],
            Actions = WayOn,
        })
        {
            IsPrivate = true,
        };
    }

    /// <summary>
    /// The answer to somebody who sees the ticket but may not do this to it. Where others read along, their card stays as it
    /// is.
    /// </summary>
    public async Task<BotResponse> NotAllowedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        turn.IsOneToOne
            ? new BotResponse.ReplaceCard(await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(why, Tone.Warning)))
            : new BotResponse.Toast(why);

    private async Task<Ticket?> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Arguments.Id(TicketArguments.Ticket) is { } id)
        {
            try
            {
                return await tickets.GetAsync(id, cancellationToken);
            }
            catch (IncidentIqException exception) when (exception.Failure == IncidentIqFailure.NotFound)
            {
                return null;
            }
        }

        return turn.Arguments[TicketArguments.Ticket] is { } number
            ? await tickets.FindByNumberAsync(number, cancellationToken)
            : null;
    }
}
