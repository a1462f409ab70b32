using IiqBot.Core.Durability;
using IiqBot.Core.Features.Changes;
using IiqBot.Core.Features.Tickets;
using IiqBot.Core.Messaging;
using IiqBot.Core.Model;
using IiqBot.IncidentIq.Tickets;

namespace IiqBot.Core.Features.Filings;

/// <summary>Reports the result of a filing.</summary>
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
    // Rules route a ticket after it was filed. How soon is not published (docs/reference/incident-iq-changes.md, "Filing").
    private static readonly TimeSpan RulesRun = TimeSpan.FromSeconds(5);

    /// <summary>Returns the answer for the state that a filing has reached.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="before">The state before this request.</param>
    /// <param name="filing">The filing in its new state.</param>
    /// <param name="ticket">The filed ticket.</param>
    /// <param name="missing">A sentence for each file that could not be attached.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    public async Task<BotResponse> ForAsync(
        Turn turn,
        FilingState before,
        Filing filing,
        Ticket ticket,
        IReadOnlyList<string> missing,
        CancellationToken cancellationToken
    )
    {
        // A ticket filed by an earlier request is already reported, unless that attempt crashed before it saved the news.
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

    // Others in the conversation see that the ticket is filed, and can show it and take it. They see the minimum, because the text
    // may name a student.
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
        // The answer to the create still names the service account as owner. The owner set since then is known without another
        // call.
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

    // The request knows the author's name. A filing that continues later shows no name instead of the asker's.
    private TicketPerson Named(Turn turn, Guid requester) =>
        requester == turn.Person.Id ? new(requester, turn.Person.Name)
        : authors.In(turn.Person, turn.Arguments) is { } author && author.Id == requester ? author
        : new(requester, "");

    private static CardAction.Press Again(string label, Filing filing) =>
        new(label, Verbs.ContinueFiling, Arguments.Of(ArgumentNames.Reference, filing.Reference)) { Prominence = Prominence.Primary };
}
