using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace IiqBot.Core.Messaging;

/// <summary>A chat platform's home page of a person, which is drawn through <see cref="Verbs.Home"/>.</summary>
public interface IHomePages
{
    /// <summary>Draws a person's page again, later, unless there is too much to do; a platform that is not theirs does nothing.</summary>
    void Redraw(Actor actor);
}

/// <summary>
/// Knows who looked at their home page of late, so that it follows what others do to the tickets on it for a day. Each replica knows
/// those that it drew itself; the others' pages are new when they are opened.
/// </summary>
public sealed class HomeViewers(IServiceProvider services, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly MemoryCache _viewers = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>Notes that a person's page was drawn. Drawing it again for others' sake does not make the day longer.</summary>
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
    /// Draws the pages on which a ticket stands or stood, but for that of whoever changed it: theirs follows what they do anyway.
    /// </summary>
    /// <param name="turn">Who changed it.</param>
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
                pages.Redraw(actor); // platforms need the dispatcher, which needs this
        }
    }

    // Ages are taken from the time provider, which the memory cache does not know; the cache only keeps them few.
    private Actor? ViewerOf(Guid person) =>
        _viewers.TryGetValue(person, out (Actor Actor, long At) viewer) && time.GetElapsedTime(viewer.At) < Day ? viewer.Actor : null;

    /// <inheritdoc />
    public void Dispose() => _viewers.Dispose();
}
