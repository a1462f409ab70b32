namespace IiqBot.Slack.Api;

/// <summary>
/// Holds the bot tokens of the workspaces. Today one workspace's comes from the settings; an installation by OAuth would be
/// another implementation.
/// </summary>
public interface ISlackTokens
{
    /// <summary>The bot token of a workspace; null when there is none, or it was revoked.</summary>
    ValueTask<string?> FindAsync(string team, CancellationToken cancellationToken);

    /// <summary>Takes note that Slack takes the workspace's token no longer.</summary>
    /// <param name="team">The workspace.</param>
    /// <param name="cause">Slack's word for it.</param>
    /// <returns>Whether it was not known before.</returns>
    bool Revoke(string team, string cause);

    /// <summary>The workspaces whose tokens were revoked, and why; empty when all is well.</summary>
    IReadOnlyDictionary<string, string> Revoked { get; }
}
