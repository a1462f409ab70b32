using System.Diagnostics;
using IiqBot.Core.Durability;
using IiqBot.Core.Identity;
using IiqBot.Core.Model;
using IiqBot.Core.Pipeline;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Later;

/// <summary>The result of drawing a card.</summary>
/// <param name="Card">The card; null if there is none.</param>
public sealed record Drawing(Card? Card)
{
    /// <summary>Whether another attempt may help.</summary>
    public bool MayHelp { get; init; }

    /// <summary>Whether nobody is left to show it to.</summary>
    public bool IsPointless { get; init; }
}

/// <summary>Draws a ticket's card or notice for one reader.</summary>
public interface ITicketCards
{
    /// <summary>The card of a ticket as it is now.</summary>
    /// <param name="turn">The turn of the reader, with the ticket in the arguments.</param>
    /// <param name="update">The card that it replaces, and why.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The card; null if the reader may not see the ticket.</returns>
    /// <exception cref="IncidentIqException">The bot cannot read the ticket.</exception>
    Task<Card?> DrawAsync(Turn turn, Delivery.CardUpdate update, CancellationToken cancellationToken);

    /// <summary>The notice of a change to a ticket.</summary>
    /// <param name="turn">The turn of the reader, with the ticket in the arguments.</param>
    /// <param name="news">The change.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The card; null if the reader may not see the ticket.</returns>
    /// <exception cref="IncidentIqException">The bot cannot read the ticket.</exception>
    Task<Card?> DrawNoticeAsync(Turn turn, TicketNews news, CancellationToken cancellationToken);
}

/// <summary>Draws the cards of deliveries from the ticket's current state, with the reader's current rights.</summary>
public sealed partial class CardRedraw(Identifier identifier, IServiceScopeFactory scopes, TimeProvider time, ILogger<CardRedraw> logger)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>Draws the card of a delivery.</summary>
    /// <returns>The card. If there is none, whether another attempt may help, and whether nobody is left to show it to.</returns>
    public Task<Drawing> DrawAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery switch
        {
            Delivery.Post post => Task.FromResult(new Drawing(post.Card)),
            // A person who may not see the ticket gets no notice of it.
            Delivery.Notice notice => DrawAsync(
                notice,
                notice.News.TicketId,
                notice.Hearer,
                (cards, turn) => cards.DrawNoticeAsync(turn, notice.News, cancellationToken),
                new(null) { IsPointless = true },
                cancellationToken
            ),
            Delivery.CardUpdate update => DrawAsync(
                update,
                update.TicketId,
                update.Viewer,
                (cards, turn) => cards.DrawAsync(turn, update, cancellationToken),
                new(Gone()),
                cancellationToken
            ),
            _ => throw new UnreachableException(),
        };

    private async Task<Drawing> DrawAsync(
        Delivery delivery,
        Guid ticket,
        Actor viewer,
        Func<ITicketCards, Turn, Task<Card?>> draw,
        Drawing notTheirs,
        CancellationToken cancellationToken
    )
    {
        Wording.SpeakTo(viewer);
        var request = new BotRequest
        {
            Id = delivery.Id.ToString(),
            Kind = RequestKind.Event,
            Actor = viewer,
            Conversation = delivery.To,
            Verb = Verbs.ShowTicket,
            Arguments = Arguments.None.With(TicketArguments.Ticket, ticket),
        };
        using var deadline = CallDeadline.In(Budget, time);
        try
        {
            if (await identifier.IdentifyAsync(request, cancellationToken) is not Identification.Known known)
                return notTheirs;
            await using var scope = scopes.CreateAsyncScope();
            var card = await draw(scope.ServiceProvider.GetRequiredService<ITicketCards>(), new(request, known.Person));
            return card is null ? notTheirs : new(card);
        }
        catch (Exception exception)
            when (exception is PersonDirectoryException or StorageUnavailableException
                || Outage.IsBehind(exception) && !cancellationToken.IsCancellationRequested
            )
        {
            Log.Later(logger, delivery.Id, FailureTexts.Cause(exception));
            return new(null) { MayHelp = true };
        }
        catch (IncidentIqException exception)
        {
            Log.Later(logger, delivery.Id, FailureTexts.Cause(exception));
            return new(null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Another attempt would fail too. The bot gives it up, so that an administrator sees it.
            Log.Unexpected(logger, delivery.Id, exception);
            return new(null);
        }
    }

    private static Card Gone() =>
        new()
        {
            Title = Texts.TicketGoneTitle,
            Summary = Texts.TicketGone,
            Body = [new CardElement.Paragraph(Texts.TicketGone)],
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not draw the card of delivery {Id}: {Cause}")]
        public static partial void Later(ILogger logger, Guid id, string cause);

        [LoggerMessage(2, LogLevel.Error, "Could not draw the card of delivery {Id} because of an unexpected error")]
        public static partial void Unexpected(ILogger logger, Guid id, Exception exception);
    }
}
