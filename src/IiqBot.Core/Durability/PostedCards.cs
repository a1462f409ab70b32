using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>A ticket's card in a conversation.</summary>
/// <param name="Message">The message it is in.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="Version">The version of the ticket that it shows.</param>
/// <param name="Viewer">For whose rights it was drawn; where others read along it shows the minimum for anybody.</param>
/// <param name="PostedAt">When it was posted or last redrawn.</param>
public sealed record PostedCard(PostedMessage Message, Guid TicketId, string Version, Actor Viewer, DateTimeOffset PostedAt)
{
    /// <summary>Whether a form stands in the card's place, over which nothing is drawn.</summary>
    public bool IsCovered => TicketId == Guid.Empty;

    /// <summary>The card under a form: that of no ticket, so that no change redraws it.</summary>
    public PostedCard Covered() => this with { TicketId = Guid.Empty, Version = "0" };
}

/// <summary>Remembers the cards that were posted, so that a change of the ticket redraws them instead of posting others.</summary>
public interface IPostedCards
{
    /// <summary>
    /// Remembers a card, in place of what its message showed before. A version older than the one remembered changes nothing.
    /// </summary>
    Task RememberAsync(PostedCard card, CancellationToken cancellationToken);

    /// <summary>A ticket's cards, newest first.</summary>
    Task<IReadOnlyList<PostedCard>> OfTicketAsync(Guid ticketId, int most, CancellationToken cancellationToken);

    /// <summary>The card in a message; null when it shows no ticket, or not any more.</summary>
    Task<PostedCard?> InAsync(PostedMessage message, CancellationToken cancellationToken);

    /// <summary>Forgets a message that is gone, or that shows something else now.</summary>
    Task ForgetAsync(PostedMessage message, CancellationToken cancellationToken);
}
