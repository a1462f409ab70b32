using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Lookups;

namespace IiqBot.Core.Features.Filings;

/// <summary>
/// The rooms of a location for a form that opens: rooms are not loaded in advance, and no form waits long for them. Without them it opens all the same;
/// its field searches for itself.
/// </summary>
public sealed class RoomsAtHand(ILookups lookups, TimeProvider time)
{
    /// <summary>How long a form waits.</summary>
    internal static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(700);

    /// <summary>The rooms; none where they cannot be had soon. What was begun goes on, so that they are there when they are searched.</summary>
    public async Task<IReadOnlyList<Room>> OfAsync(Guid locationId, CancellationToken cancellationToken)
    {
        var loading = lookups.RoomsAsync(locationId, cancellationToken);
        try
        {
            return await loading.WaitAsync(Brief, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Whoever searches the field learns what became of it.
            _ = loading.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return [];
        }
        catch (IncidentIqException)
        {
            return []; // an outage keeps no form closed: what is filed in one is kept
        }
    }
}
