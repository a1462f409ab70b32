using IiqBot.Core.Durability;
using IiqBot.Core.Features.Changes;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>Tells a person what became of the ticket they filed.</summary>
public sealed class FilingAnswer(
    TicketDesk desk,
    FilingAuthor authors,
    TicketCard cards,
    DoneCard done,
    RecentActs acts,
    HomeViewers homes,
    TimeProvider time
)
{
    // Rules route a ticket after it was filed; how long after is not published (docs/reference/incident-iq-changes.md, "Filing").
    private static readonly TimeSpan RulesRun = TimeSpan.FromSeconds(5);

    /// <summary>The answer to how far a filing came.</summary>
    /// <param name="turn">Who filed.</param>
    /// <param name="before">How far it was before this request.</param>
    /// <param name="filing">How far it came.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="missing">Sentences on what is not on the ticket although it was to be.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    public async Task<BotResponse> ForAsync(
        Turn turn,
        FilingState before,
        Filing filing,
        Ticket ticket,
        IReadOnlyList<string> missing,
        CancellationToken cancellationToken
    )
    {
        // What was filed before is told already, unless whoever filed it died before that was written down.
        if (turn.IsRetry || before is FilingState.Pending or FilingState.Unknown)
            ChangeAnswer.Tell(turn, ticket with { Requester = new(filing.Ticket.RequesterId, "") }, NewsKind.Filed);
        var inPlace = turn.IsOneToOne && turn.Request.Kind != RequestKind.Message;
        var card = await FiledAsync(turn.Privately(), filing, ticket, cancellationToken);
        if (missing.Count > 0)
            card = card with
            {
                LookAgainAt = null,
                Body = [card.Body[0], .. missing.Select(sentence => new CardElement.Notice(sentence, Tone.Warning)), .. card.Body.Skip(1)],
            };
        return inPlace
            ? new BotResponse.ReplaceCard(card)
            : new BotResponse.Reply(card) { IsPrivate = true, Shared = turn.IsOneToOne ? null : ForAll(ticket) };
    }

    // Whoever reads along sees that it was taken care of, and can show the ticket and take it: the minimum, for words may name a student.
    private static Card ForAll(Ticket ticket)
    {
        string?[] parts = ticket.IsSensitive ? [] : [ticket.Issue?.CategoryName, TicketCard.PlaceOf(ticket, withWords: false)];
        var filed = string.Join(" · ", parts.Where(part => part is { Length: > 0 }).Prepend(Texts.FiledForAll.With(ticket.Number)));
        return new()
        {
            Title = filed,
            Summary = filed,
            Body = [new CardElement.Paragraph(Texts.FiledForAllHint) { IsMuted = true }],
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

    private async Task<Card> FiledAsync(Turn turn, Filing filing, Ticket ticket, CancellationToken cancellationToken)
    {
        // The answer to the create still names the service account; what was set since is known without another call.
        if (filing.State == FilingState.Filed && ticket.Owner?.Id != filing.PersonId)
            ticket = ticket with { Owner = new(turn.Person.Id, turn.Person.Name) };
        ticket = ticket with
        {
            Requester = ticket.Requester is { Name.Length: > 0 } known
                ? known
                : Named(turn, ticket.Requester?.Id ?? filing.Ticket.RequesterId),
        };
        var whatHappened = Texts.Filed.With(ticket.Number);
        await done.FollowAsync(
            turn,
            async () =>
            {
                await acts.AddAsync(
                    turn,
                    new(ticket.Id, whatHappened, whatHappened, ticket.Modified ?? time.GetUtcNow()) { IsChange = false }
                );
                homes.Changed(turn, ticket);
            }
        );
        var card = await done.DrawAsync(
            turn,
            ticket,
            whatHappened,
            () =>
                cards.DrawAsync(
                    turn,
                    new(ticket, desk.RightsOf(turn, ticket)),
                    cancellationToken,
                    new CardElement.Notice(whatHappened, Tone.Good)
                )
        );
        if (filing.State == FilingState.Filed)
            return card with { LookAgainAt = time.GetUtcNow() + RulesRun };
        var unfinished = new CardElement.Notice(Texts.FiledOwnerMissing, Tone.Warning);
        return card with
        {
            Body = [card.Body[0], unfinished, .. card.Body.Skip(1)],
            Actions = [Again(Texts.ActionFinishFiling, filing), .. card.Actions],
        };
    }

    // Of an author the request knows the name; a filing that is carried on later shows none rather than the asker's.
    private TicketPerson Named(Turn turn, Guid requester) =>
        requester == turn.Person.Id ? new(requester, turn.Person.Name)
        : authors.In(turn.Person, turn.Arguments) is { } author && author.Id == requester ? author
        : new(requester, "");

    private static CardAction.Press Again(string label, Filing filing) =>
        new(label, Verbs.ContinueFiling, Arguments.Of(ArgumentNames.Reference, filing.Reference)) { Prominence = Prominence.Primary };
}
