namespace IiqBot.Teams;

/// <summary>Names that the adapter is known by.</summary>
internal static class Platform
{
    /// <summary>The adapter, in addresses and actors.</summary>
    public const string Name = "teams";

    /// <summary>Teams, in the channel service's activities.</summary>
    public const string Channel = "msteams";
}
