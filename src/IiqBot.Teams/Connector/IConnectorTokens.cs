using System.Net.Http.Headers;

namespace IiqBot.Teams.Connector;

/// <summary>The bot's own tokens for the connector.</summary>
internal interface IConnectorTokens
{
    /// <summary>Gets the Authorization header; null if no token is needed.</summary>
    /// <param name="isRefused">Whether the connector rejected the last token, so that a new one is needed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ConnectorTokenException">No token is available.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(bool isRefused, CancellationToken cancellationToken);
}

/// <summary>No token is available.</summary>
/// <param name="isRefused">Whether Entra rejected the bot's credentials; otherwise the fault may be temporary.</param>
/// <param name="code">The login service's error code.</param>
/// <param name="inner">The underlying exception.</param>
internal sealed class ConnectorTokenException(bool isRefused, string? code, Exception inner)
    : Exception($"No token for the connector: {code}", inner)
{
    /// <summary>Whether Entra rejected the bot's credentials, so that an administrator must act.</summary>
    public bool IsRefused { get; } = isRefused;

    /// <summary>The login service's error code.</summary>
    public string? Code { get; } = code;
}

/// <summary>A trial on this machine sends no token.</summary>
internal sealed class NoConnectorTokens : IConnectorTokens
{
    public ValueTask<AuthenticationHeaderValue?> GetAsync(bool isRefused, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AuthenticationHeaderValue?>(null);
}
