using IiqBot.IncidentIq.Http;
using IiqBot.IncidentIq.Wire;

namespace IiqBot.IncidentIq.Assets;

/// <summary>Devices over HTTP.</summary>
internal sealed class IncidentIqAssets(IncidentIqHttp http) : IAssets
{
    public async Task<IReadOnlyList<Asset>> FindByTagAsync(string tag, CancellationToken cancellationToken)
    {
        var wanted = tag.Trim();
        if (wanted.Length == 0)
            return [];
        var route = Routes.AssetsByTag;
        try
        {
            var envelope = await http.SendAsync(new Call(route, route.Fill(wanted)), cancellationToken);
            return
            [
                .. envelope
                    .Many(WireJson.Default.WireAsset)
                    .Where(asset =>
                        asset.IsDeleted is not true && string.Equals(asset.AssetTag?.Trim(), wanted, StringComparison.OrdinalIgnoreCase)
                    )
                    .Where(asset => asset.AssetId is not null)
                    .Select(asset => new Asset(
                        asset.AssetId!.Value,
                        asset.AssetTag!.Trim(),
                        asset.SerialNumber,
                        asset.ModelName ?? asset.Name
                    )),
            ];
        }
        catch (IncidentIqException e) when (e.Failure is IncidentIqFailure.NotFound)
        {
            return [];
        }
    }

    public async Task<bool> LinkAsync(Guid ticketId, Guid assetId, CancellationToken cancellationToken)
    {
        var envelope = await http.SendAsync(Call.To(Routes.Assets, ticketId), cancellationToken);
        var linked = envelope.Many(WireJson.Default.WireTicketAsset);
        if (linked.Any(asset => asset.AssetId == assetId))
            return false;
        if (
            linked.Unreadable > 0
            || linked.Any(asset => (asset.TicketAssetId ?? asset.AssetId ?? asset.ModelId ?? asset.CategoryId) is null)
        )
            throw new IncidentIqException(
                IncidentIqFailure.NotUnderstood,
                $"{Routes.Assets}: a link that cannot be read would be lost by writing the list back."
            );

        // Send only what identifies an entry; the server fills in the rest.
        WireTicketAsset[] all =
        [
            .. linked.Select(asset => new WireTicketAsset
            {
                TicketAssetId = asset.TicketAssetId,
                AssetId = asset.AssetId,
                ModelId = asset.ModelId,
                CategoryId = asset.CategoryId,
            }),
            new WireTicketAsset { AssetId = assetId },
        ];
        await http.SendAsync(Call.To(Routes.ReplaceAssets, ticketId).With(all, WireJson.Default.WireTicketAssetArray), cancellationToken);
        return true;
    }
}
