using IiqBot.Core.Requests;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>Knows whose Home tab was opened of late, so that it is drawn again when something changed for them.</summary>
internal sealed class HomeTabs : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(24) };
    private readonly MemoryCache _opened = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>Notes that a person looks at their tab.</summary>
    public void Opened(Actor actor) => _opened.Set((actor.Tenant, actor.UserId), true, Kept);

    /// <summary>Whether a person looked at their tab of late.</summary>
    public bool HasOpened(Actor actor) => _opened.TryGetValue((actor.Tenant, actor.UserId), out _);

    /// <summary>A turn that draws the tab.</summary>
    public static Turn Redraw(Actor actor, TimeProvider time) =>
        Turn.Of($"home:{Guid.NewGuid():n}", RequestKind.Event, actor, new ReplyRoute { IsHome = true }, time).Asking(ReservedVerbs.Home, Arguments.None);

    public void Dispose() => _opened.Dispose();
}
