namespace IiqBot.Slack.Blocks;

/// <summary>
/// Slack's limits, in characters unless said otherwise (docs.slack.dev, Block Kit reference; docs/reference/slack.md, "Sizes"). Escaped
/// text counts as sent.
/// </summary>
internal static class BlockLimits
{
    /// <summary>Blocks in a message.</summary>
    public const int MessageBlocks = 50;

    /// <summary>Blocks in a modal or a Home tab.</summary>
    public const int ViewBlocks = 100;

    /// <summary>All texts of a message's blocks together. Slack rejects about 13,200, which it does not document.</summary>
    public const int MessageCharacters = 12_500;

    /// <summary>All texts of a view's blocks together. Keeps the view well below 250 KB in any script.</summary>
    public const int ViewCharacters = 30_000;

    /// <summary>The text that stands in for a message's blocks. Slack accepts 40,000; a notification shows far less.</summary>
    public const int Fallback = 1_000;

    public const int Header = 150;
    public const int Section = 3_000;
    public const int Button = 75;
    public const int AccessibilityLabel = 75;
    public const int ButtonValue = 2_000;
    public const int ActionElements = 25;
    public const int OverflowOptions = 5;
    public const int OptionText = 75;
    public const int OptionValue = 150;
    public const int SelectOptions = 100;
    public const int RadioOptions = 10;
    public const int Placeholder = 150;
    public const int ViewTitle = 24;
    public const int InputText = 3_000;
    public const int Label = 300;
    public const int Hint = 1_000;
    public const int Url = 3_000;
    public const int PrivateMetadata = 3_000;

    /// <summary>How many buttons stand side by side before the others go to the overflow menu.</summary>
    public const int ButtonsInSight = 5;
}
