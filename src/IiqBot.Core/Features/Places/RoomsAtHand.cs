using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>
/// The rooms of a location for a form that opens. The bot does not load rooms in advance, and no form waits long for them. Without them the
/// form opens anyway, and its field searches for rooms itself. There is one instance per request; it repeats its first answer, so that the
/// parts of a form agree.
/// </summary>
public sealed class RoomsAtHand(ILookups lookups, TimeProvider time)
{
    /// <summary>
    /// How long a request waits for the rooms of a location, once however often it asks: part of the 2 s in which a form is answered.
    /// </summary>
    internal static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(700);

    private readonly Dictionary<Guid, Task<IReadOnlyList<Room>>> _told = [];

    /// <summary>The rooms; none if they do not arrive soon. The load continues, so that a later search finds them.</summary>
    public Task<IReadOnlyList<Room>> OfAsync(Guid locationId, CancellationToken cancellationToken)
    {
        if (!_told.TryGetValue(locationId, out var told))
            _told.Add(locationId, told = WaitAsync(locationId, cancellationToken));
        return told;
    }

    private async Task<IReadOnlyList<Room>> WaitAsync(Guid locationId, CancellationToken cancellationToken)
    {
        var loading = lookups.RoomsAsync(locationId, cancellationToken);
        try
        {
            return await loading.WaitAsync(Brief, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Whoever searches the field learns what became of it.
            _ = loading.ContinueWith(
                ended => ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
            return [];
        }
        catch (IncidentIqException)
        {
            return []; // an outage keeps no form closed: what is filed in one is kept
        }
    }
}
