namespace IiqBot.IncidentIq.Wire;

/// <summary>A row of a list. A row without an id is useless, so it counts as unreadable.</summary>
internal interface IWireRow
{
    /// <summary>The id that distinguishes it from other rows.</summary>
    Guid? Key { get; }
}
