namespace IiqBot.Core.Model;

/// <summary>How prominent a button is.</summary>
public enum Prominence
{
    /// <summary>The most likely next step; at most one on a card.</summary>
    Primary,

    /// <summary>An ordinary button.</summary>
    Normal,

    /// <summary>May stand in an overflow menu.</summary>
    Overflow,
}

/// <summary>Something that can be done from a card.</summary>
/// <param name="Label">The button's text: what happens, as a verb.</param>
public abstract record CardAction(string Label)
{
    /// <summary>
    /// The longest text that a button can carry on every platform. A longer text is never cut; it goes into a form.
    /// </summary>
    public const int LongestCarried = 1000;

    /// <summary>How prominent it is.</summary>
    public Prominence Prominence { get; init; } = Prominence.Normal;

    /// <summary>Sends a verb back to the bot.</summary>
    /// <param name="Label">The button's text.</param>
    /// <param name="Verb">The verb.</param>
    /// <param name="Arguments">What goes with it: ids and the version seen.</param>
    public sealed record Press(string Label, string Verb, Arguments Arguments) : CardAction(Label)
    {
        /// <summary>Whether it takes something away.</summary>
        public bool IsDestructive { get; init; }

        /// <summary>What a screen reader says instead of the label, when the label needs its surroundings ("Open ticket 39181").</summary>
        public string? AccessibleLabel { get; init; }
    }

    /// <summary>Opens a page in the browser.</summary>
    /// <param name="Label">The button's text.</param>
    /// <param name="Target">The page.</param>
    public sealed record OpenLink(string Label, Uri Target) : CardAction(Label);
}
