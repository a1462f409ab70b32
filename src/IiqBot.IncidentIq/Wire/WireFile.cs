namespace IiqBot.IncidentIq.Wire;

/// <summary>A file (docs/reference/incident-iq-records.md, "Files").</summary>
internal sealed record WireFile : IWireRow
{
    public Guid? FileId { get; init; }

    public string? FileName { get; init; }

    public string? Name { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    public bool? IsDeleted { get; init; }

    Guid? IWireRow.Key => FileId;
}
