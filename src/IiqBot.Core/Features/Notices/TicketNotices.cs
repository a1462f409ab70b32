using IiqBot.Core.Cards;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Features.Notices;

/// <summary>
/// Tells people in their own chats what others did to their tickets through the bot, once, on the platform where they were last seen.
/// </summary>
public sealed partial class TicketNotices(IKnownPeople people, IEnumerable<IPersonDirectory> directories, TimeProvider time, ILogger<TicketNotices> logger)
{
    private const int MostPlaces = 10;
    private const int MostWords = 500;

    /// <summary>What is to be sent because of a change. That this fails never looks as if the change had failed.</summary>
    /// <param name="work">The request that made the change.</param>
    /// <param name="news">The change; null when it is none that others want to hear of.</param>
    public async Task<IReadOnlyList<Delivery>> OfAsync(WorkItem work, TicketNews? news)
    {
        List<Delivery> notices = [];
        try
        {
            foreach (var person in news?.Hearers ?? [])
            {
                if (await SeenAsync(person) is { } actor) notices.Add(To(actor, person, work, news!));
            }
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, work.Reference, exception);
        }

        return notices;
    }

    /// <summary>The notice for somebody who may see the ticket, in their own chat.</summary>
    public static Card Draw(TicketNews news, Ticket ticket, Person reader)
    {
        var sentence = ticket.IsSensitive ? Texts.NewsSensitive : Sentence(news, reader);
        var title = ticket.IsSensitive ? $"#{ticket.Number}" : TicketCard.TitleOf(ticket);
        return new()
        {
            Title = title,
            Summary = $"{title}: {sentence}",
            Body =
            [
                new CardElement.Notice(sentence, Tone.Accent),
                .. news.Note is { } note && !ticket.IsSensitive ? [new CardElement.Paragraph(note)] : Array.Empty<CardElement>(),
            ],
            Actions = [new CardAction.Press(Texts.ActionShowTicket, ShowTicket.Verb, Arguments.Of(TicketArguments.Ticket, ticket.Id.ToString()).With(ShowTicket.InPlace, "true"))],
        };
    }

    private static string Sentence(TicketNews news, Person reader) => news.Kind switch
    {
        NewsKind.Filed => Texts.NewsFiled.With(news.By),
        NewsKind.Assigned when news.NewAssigneeId == reader.Id => Texts.NewsAssignedYou.With(news.By),
        NewsKind.Assigned => Texts.Assigned.With(news.By, news.Words),
        NewsKind.Taken => Texts.Taken.With(news.By),
        NewsKind.Moved => Texts.Moved.With(news.By, news.Words),
        NewsKind.Resolved => Texts.Resolved.With(news.By),
        NewsKind.Canceled => Texts.Canceled.With(news.By),
        NewsKind.Reopened => Texts.Reopened.With(news.By, news.Words),
        NewsKind.Commented => Texts.NewsCommented.With(news.By),
        _ => Texts.Undone.With(news.By),
    };

    // A platform that was turned off leaves its people behind.
    private async Task<Actor?> SeenAsync(Guid person) =>
        (await people.OfAccountAsync(person, MostPlaces, CancellationToken.None)).FirstOrDefault(actor => directories.Any(directory => directory.Platform == actor.Platform));

    private Delivery To(Actor actor, Guid person, WorkItem work, TicketNews news)
    {
        var now = time.GetUtcNow();
        var note = news.Note is { Length: > MostWords } text ? WholeCharacters.Begin(text, MostWords - 1) + "…" : news.Note;
        return new(Guid.CreateVersion7(), $"news:{work.Id}:{person}", new(actor.Platform, actor.Tenant, actor.UserId, ConversationScope.OneToOne), now)
        {
            News = news with { Note = note },
            TicketId = news.TicketId,
            Viewer = actor,
            Asker = actor,
            IsForOwnChat = true,
            Reference = work.Reference,
            CreatedAt = now,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nobody is told of request {Reference}, because those it concerns could not be found")]
        public static partial void NotTold(ILogger logger, string reference, Exception exception);
    }
}
