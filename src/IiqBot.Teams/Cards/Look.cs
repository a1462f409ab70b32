namespace IiqBot.Teams.Cards;

/// <summary>How a text looks.</summary>
[Flags]
internal enum Look
{
    /// <summary>Running text.</summary>
    Plain = 0,

    /// <summary>Bold.</summary>
    Bold = 1,

    /// <summary>Less prominent.</summary>
    Subtle = 2,

    /// <summary>Smaller.</summary>
    Small = 4,

    /// <summary>Larger.</summary>
    Large = 8,
}
