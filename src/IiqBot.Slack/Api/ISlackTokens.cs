namespace IiqBot.Slack.Api;

/// <summary>
/// Holds the bot tokens of the workspaces. Today the settings hold the token of one workspace; installation by OAuth would be another
/// implementation.
/// </summary>
public interface ISlackTokens
{
    /// <summary>Finds the bot token of a workspace; null when there is none, or Slack revoked it.</summary>
    ValueTask<string?> FindAsync(string team, CancellationToken cancellationToken);

    /// <summary>Records that Slack no longer accepts the workspace's token.</summary>
    /// <param name="team">The workspace.</param>
    /// <param name="cause">Slack's word for the reason.</param>
    /// <returns>Whether this is news.</returns>
    bool Revoke(string team, string cause);

    /// <summary>The workspaces whose tokens Slack revoked, with the reasons; empty when all tokens work.</summary>
    IReadOnlyDictionary<string, string> Revoked { get; }
}
