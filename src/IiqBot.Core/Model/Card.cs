using IiqBot.IncidentIq;

namespace IiqBot.Core.Model;

/// <summary>
/// What to show, as meaning and not as layout: each platform's renderer decides how it looks. All texts are plain; the renderer escapes
/// them.
/// </summary>
public sealed record Card
{
    /// <summary>What the card is about, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// The whole card in one or two sentences, for notifications, screen readers and clients that cannot draw cards. The privacy rules of
    /// the card apply to it too.
    /// </summary>
    public required string Summary
    {
        get;
        init => field = VisibleText.Line(value); // programs that cannot draw show it as it is
    }

    /// <summary>A smaller second line.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The parts, top to bottom.</summary>
    public IReadOnlyList<CardElement> Body { get; init; } = [];

    /// <summary>What the person can do next, most likely first.</summary>
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

    /// <summary>Whether many people with one language see this same object, so that an adapter may cache the drawn card.</summary>
    public bool IsShared { get; init; }

    /// <summary>The ticket that this card shows, so that the bot can update the card; null for other cards.</summary>
    public TicketVersion? Ticket { get; init; }
}

/// <summary>The ticket and the state of it that a card shows.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Version">The ticket's modification time when the bot drew the card, as an opaque text to compare.</param>
public sealed record TicketVersion(Guid TicketId, string Version)
{
    /// <summary>What the card shows of the ticket, as a short opaque text to compare; null if unknown.</summary>
    public string? State { get; init; }
}

/// <summary>The meaning of a text. It is never the only sign: the text says the same.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Neutral,

    /// <summary>Worth noticing.</summary>
    Accent,

    /// <summary>Done well.</summary>
    Good,

    /// <summary>Needs care soon.</summary>
    Warning,

    /// <summary>Wrong, late or dangerous.</summary>
    Attention,
}
