using IiqBot.Core.Model;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>Knows whose Home tab was opened of late, so that it is drawn again when something changed for them.</summary>
internal sealed class HomeTabs : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(24) };
    private readonly MemoryCache _opened = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>Notes that a person looks at their tab.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="channel">Their direct message with the bot, where their cards are; null when it is not known.</param>
    public void Opened(Actor actor, string? channel)
    {
        _opened.Set(actor.Key, actor, Kept);
        if (channel is not null)
            _opened.Set((actor.Tenant, channel), actor, Kept);
    }

    /// <summary>Whose tab it is that goes with a direct message; null when they did not look at it of late.</summary>
    public Actor? OwnerOf(ConversationAddress address) => _opened.Get<Actor>((address.Tenant, address.Conversation));

    /// <summary>Whether a person looked at their tab of late.</summary>
    public bool HasOpened(Actor actor) => _opened.TryGetValue(actor.Key, out _);

    /// <summary>A turn that draws the tab.</summary>
    public static SlackTurn Redraw(Actor actor, TimeProvider time) =>
        SlackTurn
            .Of($"home:{Guid.NewGuid():n}", RequestKind.Event, actor, new ReplyRoute { IsHome = true }, time)
            .Asking(Verbs.Home, Arguments.None);

    public void Dispose() => _opened.Dispose();
}
