namespace IiqBot.Core.Model;

/// <summary>A part of a card's body. The set is closed: a renderer throws if it does not know a part.</summary>
public abstract record CardElement
{
    private CardElement() { }

    /// <summary>Running text. Line breaks stay.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Paragraph(string Text) : CardElement
    {
        /// <summary>Whether it is less important than the rest.</summary>
        public bool IsMuted { get; init; }
    }

    /// <summary>What just happened, or what needs attention; the renderer highlights it.</summary>
    /// <param name="Text">One or two sentences.</param>
    /// <param name="Tone">Its meaning.</param>
    public sealed record Notice(string Text, Tone Tone) : CardElement;

    /// <summary>What a reader must see at a glance: status, priority, overdue.</summary>
    /// <param name="Items">The badges, most important first.</param>
    public sealed record Badges(IReadOnlyList<Badge> Items) : CardElement;

    /// <summary>Names and their values.</summary>
    /// <param name="Items">The facts.</param>
    public sealed record Facts(IReadOnlyList<Fact> Items) : CardElement;

    /// <summary>One entry of a list, which the reader may open.</summary>
    /// <param name="Title">What it is.</param>
    /// <param name="Detail">A smaller line below; null for none.</param>
    /// <param name="Marks">What the reader must see at a glance.</param>
    /// <param name="Open">What a press on it does; null if the reader cannot open it.</param>
    public sealed record Row(string Title, string? Detail, IReadOnlyList<Badge> Marks, CardAction.Press? Open) : CardElement;

    /// <summary>What a person wrote.</summary>
    /// <param name="Author">Who wrote it.</param>
    /// <param name="When">When they wrote it, in words.</param>
    /// <param name="Text">What they wrote.</param>
    /// <param name="IsPrivate">Whether only technicians may read it.</param>
    public sealed record Comment(string Author, string When, string Text, bool IsPrivate) : CardElement;
}

/// <summary>A short word with a meaning.</summary>
/// <param name="Text">The word, complete in itself: "Overdue", "High priority".</param>
/// <param name="Tone">Its meaning.</param>
public sealed record Badge(string Text, Tone Tone);

/// <summary>A name and its value.</summary>
/// <param name="Label">The name.</param>
/// <param name="Value">The value.</param>
public sealed record Fact(string Label, string Value);
