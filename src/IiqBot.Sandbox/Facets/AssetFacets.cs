using System.Collections.Frozen;
using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;
using static IiqBot.Sandbox.Facets.FacetKinds;

namespace IiqBot.Sandbox.Facets;

/// <summary>Finds devices (docs/reference/incident-iq-records.md, "Devices").</summary>
internal static class AssetFacets
{
    public static readonly FrozenDictionary<string, Facet<Asset>> All = new Dictionary<string, Facet<Asset>>(StringComparer.Ordinal)
    {
        ["asset"] = Entity<Asset>((asset, _) => asset.AssetId),
        ["assettag"] = Text<Asset>((asset, _) => [asset.Tag]),
        ["assetserialnumber"] = Text<Asset>((asset, _) => [asset.Serial]),
        ["user"] = Entity<Asset>((asset, _) => asset.OwnerId),
        ["location"] = Entity<Asset>((asset, _) => asset.LocationId),
        ["room"] = Entity<Asset>((asset, _) => asset.RoomId),
        ["model"] = Entity<Asset>((asset, _) => asset.Model.ModelId),
        ["modelcategory"] = Entity<Asset>((asset, _) => asset.Model.Category.CategoryId),
        ["assetstatus"] = Entity<Asset>((asset, _) => asset.Status.AssetStatusTypeId),
        ["assettype"] = Entity<Asset>((_, _) => AssetStatus.DevicesTypeId),
        ["keyword"] = Words<Asset>((asset, _) => [asset.Tag, asset.Serial, asset.Model.FullName]),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Func<Asset, District, IComparable?>> Fields = new Dictionary<
        string,
        Func<Asset, District, IComparable?>
    >(StringComparer.Ordinal)
    {
        ["ModelName"] = (asset, _) => asset.Model.Name,
        ["AssetTag"] = (asset, _) => asset.Tag,
        ["SerialNumber"] = (asset, _) => asset.Serial,
        ["ManufacturerName"] = (asset, _) => asset.Model.Manufacturer,
        ["ManufacturerModelName"] = (asset, _) => asset.Model.FullName,
        ["CategoryName"] = (asset, _) => asset.Model.Category.Name,
        ["LocationName"] = (asset, district) => district.LocationsById[asset.LocationId].Name,
        ["AssetStatusTypeName"] = (asset, _) => asset.Status.Name,
        ["AssetId"] = (asset, _) => asset.AssetId,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static List<Asset> Run(Call call)
    {
        var matches = FilterLogic.Combine(Filter.Read(call.Body), All, new Scope(call.District, call.World.Clock, call.Caller));
        return Sort(call.District.Assets.Where(asset => matches(asset)), call);
    }

    /// <summary>Sorts by <c>$o</c>, by the model's name if that is missing or unknown.</summary>
    public static List<Asset> Sort(IEnumerable<Asset> assets, Call call)
    {
        var sorting = Sorting.Read(call) is { } asked && Fields.ContainsKey(asked.Field) ? asked : new("ModelName", IsDescending: false);
        return sorting.Apply(assets, asset => Fields[sorting.Field](asset, call.District));
    }
}
