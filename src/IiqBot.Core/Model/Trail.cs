namespace IiqBot.Core.Model;

/// <summary>
/// What the bot learned about a request while it ran, for the audit log. It is kept even if the request fails, when the answer does not say
/// it.
/// </summary>
public sealed class Trail
{
    /// <summary>The asker's Incident IQ account.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The change that other people want to hear of; null for none.</summary>
    public TicketNews? News { get; set; }

    /// <summary>The ticket it turned out to be about.</summary>
    public Guid? TicketId { get; set; }
}
