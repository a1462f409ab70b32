namespace IiqBot.Core.Model;

/// <summary>How prominent a button is.</summary>
public enum Prominence
{
    /// <summary>The most likely next step; at most one on a card.</summary>
    Primary,

    /// <summary>An ordinary button.</summary>
    Normal,

    /// <summary>A button that may go into an overflow menu.</summary>
    Overflow,
}

/// <summary>Something that a person can do from a card.</summary>
/// <param name="Label">The button's text: a verb that says what happens.</param>
public abstract record CardAction(string Label)
{
    /// <summary>
    /// The longest text that a button can carry on every platform. The bot never cuts a longer text; it puts it into a form.
    /// </summary>
    public const int LongestCarried = 1000;

    /// <summary>How prominent it is.</summary>
    public Prominence Prominence { get; init; } = Prominence.Normal;

    /// <summary>Sends a verb back to the bot.</summary>
    /// <param name="Label">The button's text.</param>
    /// <param name="Verb">The verb.</param>
    /// <param name="Arguments">The verb's arguments: ids and the version that the card showed.</param>
    public sealed record Press(string Label, string Verb, Arguments Arguments) : CardAction(Label)
    {
        /// <summary>Whether it removes something.</summary>
        public bool IsDestructive { get; init; }

        /// <summary>What a screen reader says instead of the label, if the label is unclear on its own ("Open ticket 39181").</summary>
        public string? AccessibleLabel { get; init; }
    }

    /// <summary>Opens a page in the browser.</summary>
    /// <param name="Label">The button's text.</param>
    /// <param name="Target">The page.</param>
    public sealed record OpenLink(string Label, Uri Target) : CardAction(Label);
}
