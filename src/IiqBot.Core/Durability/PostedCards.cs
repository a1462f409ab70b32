using IiqBot.Core.Model;

namespace IiqBot.Core.Durability;

/// <summary>A ticket's card in a conversation.</summary>
/// <param name="Message">The message with the card.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="Version">The version of the ticket that it shows.</param>
/// <param name="Viewer">The person whose rights decided what it shows. Where others can read it, it shows the minimum for anybody.</param>
/// <param name="PostedAt">When the bot posted or last redrew it.</param>
public sealed record PostedCard(PostedMessage Message, Guid TicketId, string Version, Actor Viewer, DateTimeOffset PostedAt)
{
    /// <summary>Whether a form stands in the card's place. The bot draws nothing over it.</summary>
    public bool IsCovered => TicketId == Guid.Empty;

    /// <summary>The card under a form. It belongs to no ticket, so no change redraws it.</summary>
    public PostedCard Covered() => this with { TicketId = Guid.Empty, Version = "0" };
}

/// <summary>Remembers the posted cards, so that the bot redraws them after a change of the ticket instead of posting new ones.</summary>
public interface IPostedCards
{
    /// <summary>Remembers a card in place of what its message showed before. A version older than the stored one changes nothing.</summary>
    Task RememberAsync(PostedCard card, CancellationToken cancellationToken);

    /// <summary>A ticket's cards, newest first.</summary>
    Task<IReadOnlyList<PostedCard>> OfTicketAsync(Guid ticketId, int most, CancellationToken cancellationToken);

    /// <summary>The card in a message; null if the message shows no ticket, or no longer does.</summary>
    Task<PostedCard?> InAsync(PostedMessage message, CancellationToken cancellationToken);

    /// <summary>Forgets a message that is gone or now shows something else.</summary>
    Task ForgetAsync(PostedMessage message, CancellationToken cancellationToken);
}
