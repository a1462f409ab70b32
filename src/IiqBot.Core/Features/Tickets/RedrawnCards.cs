using IiqBot.Core.Durability;
using IiqBot.Core.Later;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Draws cards that update themselves, and the notifications of changes.</summary>
internal sealed class RedrawnCards(TicketDesk desk, TicketCard cards, ITicketActs acts) : ITicketCards
{
    /// <inheritdoc />
    public async Task<Card?> DrawAsync(Turn turn, Delivery.CardUpdate update, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(turn, cancellationToken) is not { } opened)
            return null;
        return await cards.DrawAsync(turn, opened, cancellationToken, await NoticesAsync(turn, opened.Ticket, update, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<Card?> DrawNoticeAsync(Turn turn, TicketNews news, CancellationToken cancellationToken) =>
        await desk.OpenAsync(turn, cancellationToken) is { } opened ? NoticeCard.Draw(news, opened.Ticket, turn.Person) : null;

    // A card that updates itself says who changed the ticket, as long as nothing else happened since. If rules changed it, the card
    // still says what was done before.
    private async Task<CardElement.Notice[]> NoticesAsync(
        Turn turn,
        Ticket ticket,
        Delivery.CardUpdate update,
        CancellationToken cancellationToken
    )
    {
        var known = await acts.OnAsync(ticket.Id, cancellationToken);
        var told =
            update is Delivery.LookAgain { Shown: var shown } ? known.FirstOrDefault(act => act.At == TicketArguments.TimeOf(shown.Version))
            : known.LastOrDefault() is { IsChange: true } latest && latest.At == ticket.Modified ? latest
            : null;
        return told is not null ? [new(turn.IsOneToOne ? told.Text : told.SharedText, Tone.Good)] : [];
    }
}
