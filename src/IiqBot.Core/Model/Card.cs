using IiqBot.IncidentIq;

namespace IiqBot.Core.Model;

/// <summary>
/// What to show, as meanings and never as layout: each platform's renderer decides how it looks. All texts are plain;
/// the renderer escapes them.
/// </summary>
public sealed record Card
{
    /// <summary>What the card is about, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// The whole card in one or two sentences, for notifications, screen readers and clients that cannot draw cards.
    /// It obeys the same privacy rules as the card.
    /// </summary>
    public required string Summary
    {
        get;
        init => field = VisibleText.Line(value); // shown as it is, by programs that draw nothing themselves
    }

    /// <summary>A smaller second line.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The parts, top to bottom.</summary>
    public IReadOnlyList<CardElement> Body { get; init; } = [];

    /// <summary>What can be done next, most likely first.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];

    /// <summary>
    /// When something on the card stops being true, such as a button that works for a minute. The bot redraws the card then; null for
    /// never.
    /// </summary>
    public DateTimeOffset? TrueUntil { get; init; }

    /// <summary>
    /// When the bot reads the ticket once more, because it may soon change by itself. The bot redraws the card if the ticket changed; null
    /// for never.
    /// </summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>Whether many people see this very object in one language, so that an adapter may cache what it drew.</summary>
    public bool IsShared { get; init; }

    /// <summary>The ticket that this card shows, so that the bot can update the card; null for other cards.</summary>
    public TicketVersion? Ticket { get; init; }
}

/// <summary>Which state of which ticket a card shows.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Version">Its modification time as the card was drawn, as an opaque text to compare.</param>
public sealed record TicketVersion(Guid TicketId, string Version)
{
    /// <summary>What the card shows of the ticket, as a short opaque text to compare; null if the card does not say.</summary>
    public string? State { get; init; }
}

/// <summary>How something is meant. Never the only sign: the text beside it says the same.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Neutral,

    /// <summary>Worth noticing.</summary>
    Accent,

    /// <summary>Done, well.</summary>
    Good,

    /// <summary>Needs care soon.</summary>
    Warning,

    /// <summary>Wrong, late or dangerous.</summary>
    Attention,
}
