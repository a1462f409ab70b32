namespace IiqBot.Teams.Cards;

/// <summary>How a text looks.</summary>
[Flags]
internal enum Look
{
    /// <summary>As running text.</summary>
    Plain = 0,

    /// <summary>Heavier.</summary>
    Bold = 1,

    /// <summary>Receding.</summary>
    Subtle = 2,

    /// <summary>Smaller.</summary>
    Small = 4,

    /// <summary>Larger.</summary>
    Large = 8,
}
