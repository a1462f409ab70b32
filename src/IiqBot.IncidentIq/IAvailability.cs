using IiqBot.IncidentIq.Http;

namespace IiqBot.IncidentIq;

/// <summary>Whether Incident IQ can be worked with at present.</summary>
public interface IAvailability
{
    /// <summary>Asks <c>GET /sites/isalive</c>, its health check (docs/reference/incident-iq.md, "Health").</summary>
    /// <exception cref="IncidentIqException">It does not answer, or not that it is well.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);
}

/// <inheritdoc cref="IAvailability"/>
internal sealed class IncidentIqAvailability(IncidentIqHttp http) : IAvailability
{
    /// <inheritdoc/>
    public Task EnsureAsync(CancellationToken cancellationToken) => http.SendAsync(Call.To(Routes.IsAlive), cancellationToken);
}
