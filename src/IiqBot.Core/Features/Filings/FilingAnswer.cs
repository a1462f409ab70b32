using IiqBot.Core.Cards;
using IiqBot.Core.Dispatch;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Requests;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>Tells a person what became of the ticket they filed.</summary>
public sealed class FilingAnswer(TicketDesk desk, TicketCard cards, ITicketActs acts, TimeProvider time)
{
    /// <summary>The answer to how far a filing came.</summary>
    public async Task<BotResponse> ForAsync(Turn turn, Filing filing, Ticket ticket, CancellationToken cancellationToken)
    {
        var inPlace = turn.IsOneToOne && turn.Request.Kind != RequestKind.Message;
        var card = await FiledAsync(turn.Privately(), filing, ticket, cancellationToken);
        return inPlace ? new BotResponse.ReplaceCard(card) : new BotResponse.Reply(card) { IsPrivate = true };
    }

    private async Task<Card> FiledAsync(Turn turn, Filing filing, Ticket ticket, CancellationToken cancellationToken)
    {
        // The answer to the create still names the service account; what was set since is known without another call.
        if (filing.State == FilingState.Filed && ticket.Owner?.Id != filing.PersonId)
            ticket = ticket with { Owner = new(turn.Person.Id, turn.Person.Name) };
        ticket = ticket with { Requester = ticket.Requester is { Name.Length: > 0 } known ? known : new(turn.Person.Id, turn.Person.Name) };
        await acts.AddAsync(new(Guid.CreateVersion7(), ticket.Id, turn.Person.Id, Texts.Filed.With(ticket.Number), time.GetUtcNow()) { IsChange = false, DoneAt = time.GetUtcNow() }, cancellationToken);
        var notice = new CardElement.Notice(Texts.Filed.With(ticket.Number), Tone.Good);
        var card = await DrawAsync(turn, ticket, notice, cancellationToken);
        if (filing.State == FilingState.Filed) return card;
        var unfinished = new CardElement.Notice(Texts.FiledOwnerMissing, Tone.Warning);
        return card with
        {
            Body = [card.Body[0], unfinished, .. card.Body.Skip(1)],
            Actions = [Again(Texts.ActionFinishFiling, filing), .. card.Actions],
        };
    }

    // The ticket is filed: nothing that fails from here on may look as if it was not.
    private async Task<Card> DrawAsync(Turn turn, Ticket ticket, CardElement.Notice notice, CancellationToken cancellationToken)
    {
        try
        {
            return await cards.DrawAsync(turn, new(ticket, desk.RightsOf(turn, ticket)), cancellationToken, notice);
        }
        catch (Exception exception) when (exception is IncidentIqException or OperationCanceledException)
        {
            return new()
            {
                Title = TicketCard.TitleOf(ticket),
                Summary = notice.Text,
                Body = [notice],
                Actions = [new CardAction.Press(Texts.ActionShowTicket, ShowTicket.Verb, TicketArguments.For(ticket))],
            };
        }
    }

    private static CardAction.Press Again(string label, Filing filing) =>
        new(label, ContinueFiling.Verb, Arguments.Of(ContinueFiling.Reference, filing.Reference)) { Prominence = Prominence.Primary };
}
