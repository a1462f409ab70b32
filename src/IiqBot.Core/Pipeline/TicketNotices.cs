using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Pipeline;

/// <summary>
/// Notifies people in their own chats of what others did to their tickets through the bot, once, on the platform where the bot last saw
/// them.
/// </summary>
public sealed partial class TicketNotices(
    IKnownPeople people,
    IEnumerable<IPersonDirectory> directories,
    TimeProvider time,
    ILogger<TicketNotices> logger
)
{
    private const int MostPlaces = 10;
    private const int MostWords = 500;

    /// <summary>The notices to send because of a change. A failure here never makes the change look failed.</summary>
    /// <param name="work">The request that made the change.</param>
    /// <param name="news">The change; null if others do not want to know about it.</param>
    public async Task<IReadOnlyList<Delivery>> OfAsync(WorkItem work, TicketNews? news)
    {
        List<Delivery> notices = [];
        try
        {
            foreach (var person in news?.Hearers ?? [])
            {
                if (await SeenAsync(person) is { } actor)
                    notices.Add(To(actor, person, work, news!));
            }
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, work.Reference, exception);
        }

        return notices;
    }

    // The people of a platform that is turned off get no notice.
    private async Task<Actor?> SeenAsync(Guid person) =>
        (await people.OfAccountAsync(person, MostPlaces, CancellationToken.None)).FirstOrDefault(actor =>
            directories.Any(directory => directory.Platform == actor.Platform)
        );

    private Delivery.Notice To(Actor actor, Guid person, WorkItem work, TicketNews news)
    {
        var now = time.GetUtcNow();
        var note = news.Note is { Length: > MostWords } text ? WholeCharacters.Begin(text, MostWords - 1) + "…" : news.Note;
        return new(news with { Note = note }, actor)
        {
            Key = $"news:{work.Id}:{person}",
            To = new(actor.Platform, actor.Tenant, actor.UserId, ConversationScope.OneToOne),
            Due = now,
            Reference = work.Reference,
            CreatedAt = now,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Could not find the people that request {Reference} concerns; nobody was notified")]
        public static partial void NotTold(ILogger logger, string reference, Exception exception);
    }
}
