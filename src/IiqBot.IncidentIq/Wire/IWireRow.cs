namespace IiqBot.IncidentIq.Wire;

/// <summary>A row of a list. What has no id cannot be used: it counts as a row that cannot be read.</summary>
internal interface IWireRow
{
    /// <summary>What tells it from other rows.</summary>
    Guid? Key { get; }
}
