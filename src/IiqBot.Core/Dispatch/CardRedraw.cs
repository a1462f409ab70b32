using IiqBot.Core.Cards;
using IiqBot.Core.Features.Notices;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Identity;
using IiqBot.Core.Requests;
using IiqBot.Core.Work;
using IiqBot.IncidentIq;
using IiqBot.IncidentIq.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IiqBot.Core.Dispatch;

/// <summary>What came of drawing a card.</summary>
/// <param name="Card">The card; null when there is none.</param>
public sealed record Drawing(Card? Card)
{
    /// <summary>Whether another try may help.</summary>
    public bool MayHelp { get; init; }

    /// <summary>Whether there is nobody to show it to.</summary>
    public bool IsPointless { get; init; }
}

/// <summary>Draws a posted ticket card again from the ticket as it is now, for the rights that its viewer has now.</summary>
public sealed partial class CardRedraw(Identifier identifier, ITicketActs acts, IServiceScopeFactory scopes, TimeProvider time, ILogger<CardRedraw> logger)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>Draws the card of a delivery.</summary>
    /// <returns>The card; without one, whether another try may help, or there is nobody to tell.</returns>
    public async Task<Drawing> DrawAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery is not { TicketId: { } ticket, Viewer: { } viewer }) return new(null);
        Wording.SpeakTo(viewer);
        var request = new BotRequest
        {
            Id = delivery.Id.ToString(),
            Kind = RequestKind.Event,
            Actor = viewer,
            Conversation = delivery.To,
            Verb = ShowTicket.Verb,
            Arguments = Arguments.None.With(TicketArguments.Ticket, ticket),
        };
        using var deadline = CallDeadline.In(Budget, time);
        try
        {
            if (await identifier.IdentifyAsync(request, cancellationToken) is not Identification.Known known) return NotTheirs(delivery);
            await using var scope = scopes.CreateAsyncScope();
            var turn = new Turn(request, known.Person);
            var opened = await scope.ServiceProvider.GetRequiredService<TicketDesk>().OpenAsync(turn, cancellationToken);
            if (opened is null) return NotTheirs(delivery);
            if (delivery.News is { } news) return new(TicketNotices.Draw(news, opened.Ticket, known.Person));
            var notices = await NoticesAsync(turn, opened.Ticket, delivery, cancellationToken);
            return new(await scope.ServiceProvider.GetRequiredService<TicketCard>().DrawAsync(turn, opened, cancellationToken, notices));
        }
        catch (Exception exception) when (exception is PersonDirectoryException or StorageUnavailableException || Outage.IsBehind(exception) && !cancellationToken.IsCancellationRequested)
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
            // Drawn again it would fail again; given up, it stands where an administrator sees it.
            Log.Unexpected(logger, delivery.Id, exception);
            return new(null);
        }
    }

    // Who may not see a ticket hears nothing of it.
    private static Drawing NotTheirs(Delivery delivery) => delivery.News is null ? new(Gone()) : new(null) { IsPointless = true };

    // A card that changes by itself says who changed the ticket, as long as nothing else happened to it since; one that rules changed goes
    // on saying what was done before.
    private async Task<CardElement.Notice[]> NoticesAsync(Turn turn, Ticket ticket, Delivery delivery, CancellationToken cancellationToken)
    {
        var known = await acts.OnAsync(ticket.Id, cancellationToken);
        var told = delivery.Shown is { } shown
            ? known.FirstOrDefault(act => act.At == TicketArguments.TimeOf(shown.Version))
            : known.LastOrDefault() is { IsChange: true } latest && latest.At == ticket.Modified ? latest : null;
        return told is not null
            ? [new(turn.IsOneToOne ? told.Text : told.SharedText, Tone.Good)]
            : [];
    }

    private static Card Gone() => new()
    {
        Title = Texts.TicketGoneTitle,
        Summary = Texts.TicketGone,
        Body = [new CardElement.Paragraph(Texts.TicketGone)],
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The card of delivery {Id} could not be drawn: {Cause}")]
        public static partial void Later(ILogger logger, Guid id, string cause);

        [LoggerMessage(2, LogLevel.Error, "Drawing the card of delivery {Id} failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, Guid id, Exception exception);
    }
}
