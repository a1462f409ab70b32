using IiqBot.Core.Model;
using Microsoft.Extensions.Caching.Memory;

namespace IiqBot.Slack.Turns;

/// <summary>Remembers who opened their Home tab recently, so that the bot redraws it when something changes for them.</summary>
internal sealed class HomeTabs : IDisposable
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(24) };
    private readonly MemoryCache _opened = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>Records that a person looks at their tab.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="channel">Their direct message with the bot, where their cards are; null when unknown.</param>
    public void Opened(Actor actor, string? channel)
    {
        _opened.Set(actor.Key, actor, Kept);
        if (channel is not null)
            _opened.Set((actor.Tenant, channel), actor, Kept);
    }

    /// <summary>The person whose direct message this is; null if they did not open their tab recently.</summary>
    public Actor? OwnerOf(ConversationAddress address) => _opened.Get<Actor>((address.Tenant, address.Conversation));

    /// <summary>Whether a person opened their tab recently.</summary>
    public bool HasOpened(Actor actor) => _opened.TryGetValue(actor.Key, out _);

    /// <summary>A turn that draws the tab.</summary>
    public static SlackTurn Redraw(Actor actor, TimeProvider time) =>
        SlackTurn
            .Of($"home:{Guid.NewGuid():n}", RequestKind.Event, actor, new ReplyRoute { IsHome = true }, time)
            .Asking(Verbs.Home, Arguments.None);

    public void Dispose() => _opened.Dispose();
}
