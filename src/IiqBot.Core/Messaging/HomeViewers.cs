using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Messaging;

/// <summary>The home pages of one chat platform. The bot draws them through <see cref="Verbs.Home"/>.</summary>
public interface IHomePages
{
    /// <summary>Redraws a person's page later, unless there is too much to do. It does nothing for a person on another platform.</summary>
    void Redraw(Actor actor);
}

/// <summary>
/// Remembers for a day who looked at their home page, so that the page follows other people's changes to its tickets. Each replica knows
/// only the pages that it drew; any other page is up to date when its person opens it.
/// </summary>
public sealed class HomeViewers(IServiceProvider services, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly MemoryCache _viewers = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>Records that the bot drew a person's page. A redraw because of another person does not extend the day.</summary>
    public void Drew(Turn turn)
    {
        if (ViewerOf(turn.Person.Id) is null)
            _viewers.Set(
                turn.Person.Id,
                (turn.Request.Actor, time.GetTimestamp()),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Day }
            );
    }

    /// <summary>
    /// Redraws the pages that list a ticket, before or after the change. It leaves out the page of the person who made the change, because
    /// that page follows their own acts anyway.
    /// </summary>
    /// <param name="turn">The turn of the person who changed it.</param>
    /// <param name="states">The ticket before and after.</param>
    public void Changed(Turn turn, params ReadOnlySpan<Ticket> states)
    {
        if (_viewers.Count == 0)
            return;
        HashSet<Guid> concerned = [];
        foreach (var ticket in states)
            concerned.UnionWith(new[] { ticket.Requester?.Id, ticket.Assignee?.Id }.OfType<Guid>());
        foreach (var person in concerned.Where(person => person != turn.Person.Id))
        {
            if (ViewerOf(person) is not { } actor)
                continue;
            foreach (var pages in services.GetServices<IHomePages>())
                pages.Redraw(actor); // resolved late: platforms need the dispatcher, which needs this class
        }
    }

    // The time provider measures ages, because the memory cache does not know that clock. The cache only limits their number.
    private Actor? ViewerOf(Guid person) =>
        _viewers.TryGetValue(person, out (Actor Actor, long At) viewer) && time.GetElapsedTime(viewer.At) < Day ? viewer.Actor : null;

    /// <inheritdoc />
    public void Dispose() => _viewers.Dispose();
}
