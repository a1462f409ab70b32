using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Tickets;

/// <summary>Draws the card that notifies a person of a change to their ticket.</summary>
internal static class NoticeCard
{
    /// <summary>The notification for a person who may see the ticket, in their own chat.</summary>
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
            Actions =
            [
                new CardAction.Press(
                    Texts.ActionShowTicket,
                    Verbs.ShowTicket,
                    Arguments.Of(TicketArguments.Ticket, ticket.Id.ToString()).With(ArgumentNames.InPlace, "true")
                ),
            ],
        };
    }

    private static string Sentence(TicketNews news, Person reader) =>
        news.Kind switch
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
}
