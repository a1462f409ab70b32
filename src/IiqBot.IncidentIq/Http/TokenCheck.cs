namespace IiqBot.IncidentIq.Http;

/// <summary>
/// Incident IQ answers 401 for a missing permission, too (docs/reference/incident-iq.md, "Errors"); <c>GET /login</c> tells which it is.
/// The answer is remembered for half a minute, so that many refusals ask once.
/// </summary>
internal sealed class TokenCheck(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _askAgain = DateTimeOffset.MinValue;
    private bool _isRefused;

    /// <summary>Whether the token itself is refused.</summary>
    /// <param name="login">Asks; throws <see cref="IncidentIqException"/> with <see cref="IncidentIqFailure.TokenRefused"/> when it
    /// is.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="IncidentIqException">The question itself failed.</exception>
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
