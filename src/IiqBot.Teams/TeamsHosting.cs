namespace IiqBot.Teams;

/// <summary>How the Teams endpoint is protected. The code that composes the host chooses it, never a setting.</summary>
public enum TeamsHosting
{
    /// <summary>
    /// A registered bot: every request carries a token of the channel service, and a list of tenants decides who may use the bot.
    /// </summary>
    Configured,

    /// <summary>
    /// A trial on this machine without any account: no tokens in either direction, loopback only. Only for Development, with a made-up help
    /// desk.
    /// </summary>
    LocalTrial,
}

/// <summary>The kind of identity that the bot has in Entra (docs/reference/teams.md, "Identity").</summary>
public enum TeamsAppType
{
    /// <summary>An app registration of one tenant, with a secret or a certificate.</summary>
    SingleTenant,

    /// <summary>A user-assigned managed identity: no secret that could expire.</summary>
    UserAssignedManagedIdentity,
}
