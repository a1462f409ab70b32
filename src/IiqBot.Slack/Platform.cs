namespace IiqBot.Slack;

/// <summary>Names that the adapter is known by.</summary>
internal static class Platform
{
    /// <summary>The adapter, in addresses and actors.</summary>
    public const string Name = "slack";
}
