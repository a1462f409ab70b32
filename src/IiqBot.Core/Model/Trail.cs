namespace IiqBot.Core.Model;

/// <summary>
/// What the bot learned about a request while it ran, for the audit log. It stays even if the request fails and the answer does not say it.
/// </summary>
public sealed class Trail
{
    /// <summary>The asker's Incident IQ account.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The change that other people want to know about; null for none.</summary>
    public TicketNews? News { get; set; }

    /// <summary>The ticket that the request was about.</summary>
    public Guid? TicketId { get; set; }
}
