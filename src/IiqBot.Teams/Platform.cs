namespace IiqBot.Teams;

/// <summary>The names of the adapter.</summary>
internal static class Platform
{
    /// <summary>The adapter's name in addresses and actors.</summary>
    public const string Name = "teams";

    /// <summary>The channel's name in the channel service's activities.</summary>
    public const string Channel = "msteams";
}
