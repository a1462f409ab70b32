using System.Net.Http.Headers;

namespace IiqBot.Teams.Connector;

/// <summary>The bot's own tokens for the connector.</summary>
internal interface IConnectorTokens
{
    /// <summary>What to send as Authorization; null where no token is needed.</summary>
    /// <param name="isRefused">Whether the last one was refused, so that a new one must be had.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConnectorTokenException">There is none.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(bool isRefused, CancellationToken cancellationToken);
}

/// <summary>No token could be had.</summary>
/// <param name="isRefused">Whether the bot's credentials were refused; otherwise the fault may pass.</param>
/// <param name="code">The login service's error code.</param>
/// <param name="inner">The cause.</param>
internal sealed class ConnectorTokenException(bool isRefused, string? code, Exception inner)
    : Exception($"No token for the connector: {code}", inner)
{
    /// <summary>Whether the bot's credentials were refused: an administrator must act.</summary>
    public bool IsRefused { get; } = isRefused;

    /// <summary>The login service's error code.</summary>
    public string? Code { get; } = code;
}

/// <summary>A trial on this machine sends none.</summary>
internal sealed class NoConnectorTokens : IConnectorTokens
{
    public ValueTask<AuthenticationHeaderValue?> GetAsync(bool isRefused, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AuthenticationHeaderValue?>(null);
}
