namespace IiqBot.IncidentIq.Http;

/// <summary>
/// Tells a refused token from a missing permission. Incident IQ answers 401 for both (docs/reference/incident-iq.md, "Errors");
/// <c>GET /login</c> shows which one it is. The answer is cached for half a minute, so that many 401s cause one check.
/// </summary>
internal sealed class TokenCheck(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _askAgain = DateTimeOffset.MinValue;
    private bool _isRefused;

    /// <summary>Whether Incident IQ refuses the token itself.</summary>
    /// <param name="login">
    /// Calls <c>GET /login</c>. Throws <see cref="IncidentIqException"/> with <see cref="IncidentIqFailure.TokenRefused"/> if the
    /// token is refused.
    /// </param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="IncidentIqException">The check itself failed.</exception>
    public async Task<bool> IsRefusedAsync(Func<CancellationToken, Task> login, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() < _askAgain)
                return _isRefused;
            try
            {
                await login(cancellationToken);
                _isRefused = false;
            }
            catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.TokenRefused)
            {
                _isRefused = true;
            }

            _askAgain = time.GetUtcNow() + Memory;
            return _isRefused;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
