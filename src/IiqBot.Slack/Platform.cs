namespace IiqBot.Slack;

/// <summary>The names of the adapter.</summary>
internal static class Platform
{
    /// <summary>The adapter's name in addresses and actors.</summary>
    public const string Name = "slack";
}
