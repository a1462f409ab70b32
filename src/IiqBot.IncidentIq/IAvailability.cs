using IiqBot.IncidentIq.Http;

namespace IiqBot.IncidentIq;

/// <summary>Tells whether Incident IQ is available.</summary>
public interface IAvailability
{
    /// <summary>Calls the health check, <c>GET /sites/isalive</c> (docs/reference/incident-iq.md, "Health").</summary>
    /// <exception cref="IncidentIqException">It did not answer, or reports that it is unhealthy.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);
}

/// <inheritdoc cref="IAvailability"/>
internal sealed class IncidentIqAvailability(IncidentIqHttp http) : IAvailability
{
    /// <inheritdoc/>
    public Task EnsureAsync(CancellationToken cancellationToken) => http.SendAsync(Call.To(Routes.IsAlive), cancellationToken);
}
