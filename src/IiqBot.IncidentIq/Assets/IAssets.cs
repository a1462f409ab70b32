namespace IiqBot.IncidentIq.Assets;

/// <summary>Devices: docs/reference/incident-iq-records.md, "Devices". Fails like <see cref="Tickets.ITickets"/>.</summary>
public interface IAssets
{
    /// <summary>
    /// Returns the devices with exactly this tag; case and surrounding blanks do not matter (<c>GET /assets/assettag/{tag}</c>).
    /// Empty if there is none.
    /// </summary>
    Task<IReadOnlyList<Asset>> FindByTagAsync(string tag, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a device to those linked to a ticket. The API only replaces the whole list (<c>POST /tickets/{id}/assets</c>), so this
    /// method reads the list first. A link that somebody else adds in between is lost.
    /// </summary>
    /// <returns>False if the device was already linked; then nothing is posted.</returns>
    Task<bool> LinkAsync(Guid ticketId, Guid assetId, CancellationToken cancellationToken);
}

/// <summary>A device.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tag">Its asset tag.</param>
/// <param name="SerialNumber">Its serial number; null if the answer has none.</param>
/// <param name="ModelName">Its model; null if the answer has none.</param>
public sealed record Asset(Guid Id, string Tag, string? SerialNumber, string? ModelName);
