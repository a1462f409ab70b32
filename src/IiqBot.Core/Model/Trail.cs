namespace IiqBot.Core.Model;

/// <summary>What came to be known of a request on its way, for the audit log: also when it fails, and says neither.</summary>
public sealed class Trail
{
    /// <summary>The Incident IQ account of whoever asked.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>What was done with it that others want to hear of; null when nothing was.</summary>
    public TicketNews? News { get; set; }

    /// <summary>The ticket it turned out to be about.</summary>
    public Guid? TicketId { get; set; }
}
