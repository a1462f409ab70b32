using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Places;

/// <summary>
/// The rooms of a location for a form that opens. The bot does not load rooms in advance, and no form waits long for them. Without
/// them the form opens anyway, and its field searches for rooms itself. There is one instance per request; it repeats its first
/// answer, so that the parts of a form agree.
/// </summary>
public sealed class RoomsAtHand(ILookups lookups, TimeProvider time)
{
    /// <summary>
    /// How long a request waits for the rooms of a location, however often it asks. This is part of the 2 s within which a form must
    /// open.
    /// </summary>
    internal static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(700);

    private readonly Dictionary<Guid, Task<IReadOnlyList<Room>>> _told = [];

    /// <summary>Returns the rooms; none if they do not arrive in time. The load continues, so that a later search finds them.</summary>
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
            // Whoever searches in the field sees whether the load failed.
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
            return []; // the form opens even in an outage, because the filing then waits for Incident IQ
        }
    }
}
