using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>
/// Reads the ticket a request is about and checks what the asker may do with it. Every feature that touches a ticket goes through it.
/// </summary>
public sealed class TicketDesk(ITickets tickets, TicketCard cards, IOptions<IncidentIqOptions> options)
{
    /// <summary>
    /// The ticket that the arguments name; null if it does not exist or the asker may not know of it. The asker cannot tell these apart.
    /// </summary>
    public async Task<OpenedTicket?> OpenAsync(Turn turn, CancellationToken cancellationToken)
    {
        var ticket = await FindAsync(turn, cancellationToken);
        if (ticket is null)
            return null;
        turn.Trail.TicketId = ticket.Id;
        var rights = RightsOf(turn, ticket);
        return rights.CanSee ? new(ticket, rights) : null;
    }

    /// <summary>What the asker may do with a ticket.</summary>
    public TicketRights RightsOf(Turn turn, Ticket ticket) =>
        TicketRights.Of(turn.Person, ticket, turn.IsOneToOne, options.Value.ProductsInForce);

    /// <summary>Buttons for somebody whose ticket cannot be shown.</summary>
    internal static CardAction[] WayOn =>
        [
            new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
            new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None),
            new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
        ];

    /// <summary>The answer when the ticket is not there, or not theirs to know of.</summary>
    public static BotResponse NotFound(Turn turn)
    {
        var asked = turn.Arguments[TicketArguments.Ticket];
        var text = asked is null ? Texts.TicketWhich : Texts.TicketNotFound;

        // "The projector from 2019 is dead" and "asset CB-1234 is broken" name no ticket: the sentence is not lost.
        var isReport = turn.Arguments.Flag(TicketReference.Mentioned) || asked?.Any(char.IsAsciiLetter) == true;
        CardAction[] file =
            isReport && turn.Request.Text is { Length: > 0 } sentence && sentence.Contains(' ', StringComparison.Ordinal)
                ?
                [
                    new CardAction.Press(Texts.ActionFileThis, Verbs.FileTicket, Arguments.Of(ArgumentNames.Text, sentence))
                    {
                        Prominence = Prominence.Primary,
                    },
                ]
                : [];
        return new BotResponse.Reply(
            new Card
            {
                Title = asked is null ? Texts.TicketWhichTitle : Texts.TicketNotFoundTitle,
                Summary = text,
                Body = [new CardElement.Paragraph(text)],
                Actions = [.. file, .. WayOn],
            }
        )
        {
            IsPrivate = true,
            IsRefusal = true,
        };
    }

    /// <summary>
    /// The answer to somebody who sees the ticket but may not do this to it. Where others read along, their card stays as it
    /// is.
    /// </summary>
    public async Task<BotResponse> NotAllowedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        turn.IsOneToOne ? await ShowUnchangedAsync(turn, opened, why, cancellationToken) : new BotResponse.Toast(why) { IsRefusal = true };

    /// <summary>Shows the ticket unchanged, with a question and its answers as buttons in front of the others.</summary>
    public async Task<BotResponse> AskAsync(
        Turn turn,
        OpenedTicket opened,
        string question,
        IReadOnlyList<CardAction> answers,
        CancellationToken cancellationToken
    )
    {
        var card = await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(question, Tone.Warning));
        var others = card.Actions.Select(action => action with { Prominence = Prominence.Overflow });
        return new BotResponse.ReplaceCard(card with { Actions = [.. answers, .. others] }) { IsRefusal = true };
    }

    /// <summary>Shows the ticket as it is, with the reason why nothing was done.</summary>
    public async Task<BotResponse> ShowUnchangedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        new BotResponse.ReplaceCard(await cards.DrawAsync(turn, opened, cancellationToken, new CardElement.Notice(why, Tone.Warning)))
        {
            IsRefusal = true,
        };

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

        return turn.Arguments[TicketArguments.Ticket] is { } number ? await tickets.FindByNumberAsync(number, cancellationToken) : null;
    }
}
