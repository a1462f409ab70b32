using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using IiqBot.IncidentIq.Http;

namespace IiqBot.IncidentIq.Wire;

/// <summary>The envelope of every answer; each member may be missing (docs/reference/incident-iq.md, "Envelopes").</summary>
internal sealed partial record Envelope
{
    /// <summary>The operation that it answers.</summary>
    [JsonIgnore]
    public Route? Route { get; init; }

    /// <summary>Counts rows that cannot be read.</summary>
    [JsonIgnore]
    public Telemetry? Telemetry { get; init; }

    public JsonElement? Item { get; init; }

    public JsonElement? Items { get; init; }

    [JsonConverter(typeof(LooseObjectConverter<Paging>))]
    public Paging? Paging { get; init; }

    public Guid? Uid { get; init; }

    public int? StatusCode { get; init; }

    public bool? IsSuccess { get; init; }

    /// <summary>A list of objects, or an object of lists (docs/reference/incident-iq.md, "Errors").</summary>
    public JsonElement? Errors { get; init; }

    /// <summary>Seconds.</summary>
    public double? RetryAfter { get; init; }

    /// <summary>Returns the single record; null if there is none.</summary>
    /// <exception cref="IncidentIqException">The record has an unknown shape.</exception>
    public T? One<T>(JsonTypeInfo<T> type)
        where T : class => Item is { ValueKind: JsonValueKind.Object } item ? Read(item, type) : null;

    /// <summary>
    /// Returns the records under <c>Items</c> or, for close reasons, under <c>Item</c>. Reads them one by one, so that an unreadable
    /// record is skipped and counted without affecting the others.
    /// </summary>
    public Rows<T> Many<T>(JsonTypeInfo<T> type)
        where T : class, IWireRow
    {
        if ((Items is { ValueKind: JsonValueKind.Array } ? Items : Item) is not { ValueKind: JsonValueKind.Array } list)
            return new([], 0);
        var rows = new List<T>(list.GetArrayLength());
        rows.AddRange(list.EnumerateArray().Select(row => RowOrNull(row, type)).OfType<T>());
        var unreadable = list.GetArrayLength() - rows.Count;
        if (Route is not null)
            Telemetry?.Unreadable(Route, unreadable);
        return new(rows, unreadable);
    }

    /// <summary>Whether the answer has soft errors.</summary>
    public bool HasErrors() =>
        Errors switch
        {
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
            { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Any(),
            _ => false,
        };

    /// <summary>
    /// Returns the members called invalid. It returns only texts that look like a member's name, because they are logged.
    /// </summary>
    public IReadOnlyList<string> InvalidFields() =>
        [.. FieldsOfErrors().OfType<string>().Where(f => MemberName().IsMatch(f)).Distinct(StringComparer.Ordinal)];

    private static T? RowOrNull<T>(JsonElement element, JsonTypeInfo<T> type)
        where T : class, IWireRow
    {
        try
        {
            return element.ValueKind is JsonValueKind.Object && element.Deserialize(type) is { Key: not null } row ? row : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private T? Read<T>(JsonElement element, JsonTypeInfo<T> type)
    {
        try
        {
            return element.Deserialize(type);
        }
        catch (JsonException e)
        {
            throw new IncidentIqException(IncidentIqFailure.NotUnderstood, $"{Route}: a record has a shape that is not known.", e)
            {
                StatusCode = StatusCode,
                OutcomeUnknown = Route?.IsWrite is true,
            };
        }
    }

    private IEnumerable<string?> FieldsOfErrors() =>
        Errors switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
                .Select(e => e.ValueKind is JsonValueKind.Object ? Text(e, "Field") : null),
            { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Select(p => p.Name),
            _ => [],
        };

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.TextOrNull() : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.\[\]]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex MemberName();
}

/// <summary>The position of a page in its list. Small lists omit it, and some name the total differently.</summary>
internal sealed record Paging
{
    public int? TotalRows { get; init; }

    public int? Total { get; init; }

    public int? TotalCount { get; init; }

    public int? PageCount { get; init; }

    [JsonIgnore]
    public int? Rows => TotalRows ?? Total ?? TotalCount;
}
