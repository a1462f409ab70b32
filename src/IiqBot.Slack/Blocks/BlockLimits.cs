namespace IiqBot.Slack.Blocks;

/// <summary>
/// What Slack takes, in characters unless said otherwise (docs.slack.dev, Block Kit reference; docs/reference/slack.md,
/// "Sizes"). Escaped texts are counted as they are sent.
/// </summary>
internal static class BlockLimits
{
    /// <summary>Blocks in a message.</summary>
    public const int MessageBlocks = 50;

    /// <summary>Blocks in a modal or a Home tab.</summary>
    public const int ViewBlocks = 100;

    /// <summary>All texts of a message's blocks together: Slack refuses about 13,200, which is not documented.</summary>
    public const int MessageCharacters = 12_500;

    /// <summary>All texts of a view's blocks together, so that the view stays well below 250 KB whatever the script.</summary>
    public const int ViewCharacters = 30_000;

    /// <summary>The text of a message that stands in for its blocks; Slack takes 40,000, a notification shows far less.</summary>
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

    /// <summary>Buttons that stand side by side before the others go to the overflow menu.</summary>
    public const int ButtonsInSight = 5;
}
