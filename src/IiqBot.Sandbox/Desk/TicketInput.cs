using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Desk;

/// <summary>Reads members of a ticket from a body, and collects what is wrong with them.</summary>
internal sealed class TicketInput(JsonBody body, District district)
{
    private readonly List<FieldError> _errors = [];

    /// <exception cref="Refusal">400 where anything was wrong.</exception>
    public void Check()
    {
        if (_errors.Count > 0)
            throw Refusal.Invalid(_errors);
    }

    public void Require(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(body.Text(name)) || body.Text(name) == Guid.Empty.ToString())
                Wrong(name, $"{name} is required.");
        }
    }

    public Issue? Issue() => Find("IssueId", district.IssuesById);

    public Person? Person(string name) => Find(name, district.PeopleById);

    public Team? Team(string name) => Find(name, district.TeamsById);

    public Location? Location() => Find("LocationId", district.LocationsById);

    public WorkflowStep? Step() => Find("WorkflowStepId", district.StepsById);

    /// <summary>The room, which has to be in the location.</summary>
    public Guid? Room(Guid? location)
    {
        var room = Find("LocationRoomId", district.RoomsById);
        if (room is not null && location is not null && room.LocationId != location)
            Wrong("LocationRoomId", "The room is not in this location.");
        return room?.RoomId;
    }

    public void IssueType(Issue? issue)
    {
        if (issue is not null && body.Id("IssueTypeId") is { } type && type != issue.Category.Type.IssueTypeId)
            Wrong("IssueTypeId", "The issue is not of this type.");
    }

    /// <summary>Devices, by <c>Assets</c> with an asset or only a model, and by <c>AssetIds</c>; each once.</summary>
    public List<TicketAsset> Assets(IEnumerable<JsonBody> entries, IEnumerable<Guid> ids, DateTimeOffset now)
    {
        var assets = new List<TicketAsset>();
        foreach (var entry in entries)
        {
            if (entry.Id("AssetId") is { } id)
                AddDevice(id, entry.Id("TicketAssetId"));
            else if (entry.Id("ModelId") is { } model && district.ModelsById.ContainsKey(model))
                assets.Add(new(entry.Id("TicketAssetId") ?? Guid.NewGuid(), AssetId: null, model, now));
            else
                Wrong("Assets", "AssetId or ModelId is required.");
        }

        foreach (var id in ids)
            AddDevice(id, null);
        return assets;

        void AddDevice(Guid id, Guid? ticketAssetId)
        {
            if (!district.AssetsById.TryGetValue(id, out var asset))
                Wrong("Assets", $"Asset {id} was not found.");
            else if (!assets.Exists(other => other.AssetId == id))
                assets.Add(new(ticketAssetId ?? Guid.NewGuid(), id, asset.Model.ModelId, now));
        }
    }

    public static List<CustomFieldValue> CustomFields(IEnumerable<JsonBody> entries) =>
        [
            .. from entry in entries
            let type = SiteLists.CustomFields.FirstOrDefault(field => field.CustomFieldTypeId == entry.Id("CustomFieldTypeId"))
            where type is not null
            select new CustomFieldValue(type.CustomFieldTypeId, type.EditorTypeId, entry.Text("Value")),
        ];

    private T? Find<T>(string name, IReadOnlyDictionary<Guid, T> among)
        where T : class
    {
        if (body.Id(name) is not { } id)
            return null;
        if (among.TryGetValue(id, out var found))
            return found;
        Wrong(name, $"{name} {id} was not found.");
        return null;
    }

    private void Wrong(string field, string message) => _errors.Add(new(field, message));
}
