namespace IiqBot.IncidentIq.Wire;

/// <summary>A file (section 11).</summary>
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
