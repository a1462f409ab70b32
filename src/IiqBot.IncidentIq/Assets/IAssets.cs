namespace IiqBot.IncidentIq.Assets;

/// <summary>Devices: docs/reference/incident-iq-records.md, "Devices". Failures as in <see cref="Tickets.ITickets"/>.</summary>
public interface IAssets
{
    /// <summary>
    /// The devices with exactly this tag, trimmed and whatever its case (<c>GET /assets/assettag/{tag}</c>); empty when there
    /// is none.
    /// </summary>
    Task<IReadOnlyList<Asset>> FindByTagAsync(string tag, CancellationToken cancellationToken);

    /// <summary>
    /// Links a device to a ticket beside those it has. What is posted replaces them all (<c>POST /tickets/{id}/assets</c>), so
    /// they are read first; a link that somebody else makes in between is lost.
    /// </summary>
    /// <returns>False when it was linked already; then nothing is posted.</returns>
    Task<bool> LinkAsync(Guid ticketId, Guid assetId, CancellationToken cancellationToken);
}

/// <summary>A device.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tag">Its asset tag.</param>
/// <param name="SerialNumber">Its serial number; null when not given.</param>
/// <param name="ModelName">Its model; null when not given.</param>
public sealed record Asset(Guid Id, string Tag, string? SerialNumber, string? ModelName);
