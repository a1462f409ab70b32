using IiqBot.Core.Model;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Options;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Reads the ticket of a request and checks the asker's rights. Every feature that works with a ticket uses it.</summary>
public sealed class TicketDesk(ITickets tickets, TicketCard cards, IOptions<IncidentIqOptions> options)
{
    /// <summary>
    /// Returns the ticket that the arguments name; null if it does not exist or the asker may not see it. The asker cannot tell the
    /// two apart.
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

    /// <summary>Buttons for a person whose ticket cannot be shown.</summary>
    internal static CardAction[] WayOn =>
        [
            new CardAction.Press(Texts.ActionMyTickets, Verbs.MyTickets, Arguments.None),
            new CardAction.Press(Texts.ActionSearch, Verbs.SearchTickets, Arguments.None),
            new CardAction.Press(Texts.ActionHelp, Verbs.Help, Arguments.None),
        ];

    /// <summary>The answer if the ticket does not exist or the asker may not see it.</summary>
    public static BotResponse NotFound(Turn turn)
    {
        var asked = turn.Arguments[TicketArguments.Ticket];
        var text = asked is null ? Texts.TicketWhich : Texts.TicketNotFound;

        // "The projector from 2019 is dead" and "asset CB-1234 is broken" do not name a ticket. Offer to file the sentence, so that
        // it is not lost.
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

    /// <summary>The answer to a person who may see the ticket but not do this. In a shared conversation, the card stays as it is.</summary>
    public async Task<BotResponse> NotAllowedAsync(Turn turn, OpenedTicket opened, string why, CancellationToken cancellationToken) =>
        turn.IsOneToOne ? await ShowUnchangedAsync(turn, opened, why, cancellationToken) : new BotResponse.Toast(why) { IsRefusal = true };

    /// <summary>Shows the ticket unchanged with a question. The answers are buttons before the others.</summary>
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

    /// <summary>Shows the ticket unchanged, with the reason why nothing was done.</summary>
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
