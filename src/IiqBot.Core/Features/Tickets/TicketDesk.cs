using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Activities;
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
    ITickets tickets, IActivities activities, TicketCard cards, IOptions<IncidentIqOptions> options)
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
    public async Task<(OpenedTicket? Opened, BotResponse? Instead)> OpenToChangeAsync(Turn turn, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(turn, cancellationToken);
        if (opened is null) return (null, NotFound(turn));
        if (await WhatChangedAsync(turn, opened.Ticket, cancellationToken) is not { } changes) return (opened, null);
        var card = await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(changes, Tone.Warning));
        return (null, new BotResponse.ReplaceCard(card));
    }

    /// <summary>Shows a ticket after a change: reads it again, so that the card tells what Incident IQ made of it.</summary>
    public async Task<BotResponse> ShowChangedAsync(Turn turn, Guid ticketId, string whatHappened, CancellationToken cancellationToken)
    {
        var ticket = await tickets.GetAsync(ticketId, cancellationToken);
        var notice = new CardElement.Notice(whatHappened, Tone.Good);
        return new BotResponse.ReplaceCard(
            await cards.DrawAsync(turn, new(ticket, RightsOf(turn, ticket)), cancellationToken, notice));
    }

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
            Actions = [new CardAction.Press(Texts.ActionMyTickets, MyTickets.Verb, Requests.Arguments.None)],
        })
        {
            IsPrivate = true,
        };
    }

    /// <summary>The answer to somebody who sees the ticket but may not do this to it.</summary>
    public async Task<BotResponse> NotAllowedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        new BotResponse.ReplaceCard(await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(why, Tone.Warning)));

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

    private async Task<string?> WhatChangedAsync(Turn turn, Ticket ticket, CancellationToken cancellationToken)
    {
        if (TicketArguments.SeenAt(turn.Arguments) is not { } seen
            || turn.Arguments[TicketArguments.Seen] == TicketArguments.VersionOf(ticket))
            return null;

        var changes = (await activities.TimelineAsync(ticket.Id, cancellationToken))
            .Where(activity => activity.At > seen
                && activity.AuthorId != turn.Person.Id
                && activity.Kind is ActivityKind.StatusChange or ActivityKind.Revision or ActivityKind.Closed or ActivityKind.Rule)
            .OrderBy(activity => activity.At)
            .ToList();
        if (changes.Count == 0) return null;
        var told = changes.TakeLast(3).Select(change => Texts.ChangedBy.With(change.AuthorName ?? Texts.SystemName, WhatOf(change)));
        return Texts.ChangedSince.With(string.Join(" ", told));
    }

    private static string WhatOf(TicketActivity change) => change.Text.Length > 0 ? change.Text : Texts.ChangedSomething;
}
